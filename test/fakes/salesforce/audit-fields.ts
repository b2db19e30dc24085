import { field } from './field-defs.ts';
import type { Org } from './org.ts';

const NAME = 'PermissionsCreateAuditFields';

/** Switches the right "Set Audit Fields upon Record Creation" on, as an admin does in Setup. Before, nobody can hold it or ask for it. */
export function switchOnAuditFields(org: Org): void {
  const object = org.schema.object('PermissionSet');
  if (object === undefined || object.fields.has(NAME)) return;
  const fields = new Map([...object.fields, [NAME, field(NAME, 'boolean', { defaultValue: 'false' })]]);
  org.schema.put({ ...object, fields });
  for (const row of org.store.rows('PermissionSet')) org.store.put('PermissionSet', { ...row, [NAME]: false });
}
