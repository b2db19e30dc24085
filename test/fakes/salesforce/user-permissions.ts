const KNOWN = new Set([
  'ViewAllData',
  'ModifyAllData',
  'CreateAuditFields',
  'ApiEnabled',
  'EditTask',
  'ViewSetup',
  'SendCustomNotifications',
]);

/** Rights of users that change what this org does. */
export function isKnownPermission(name: string): boolean {
  return KNOWN.has(name);
}
