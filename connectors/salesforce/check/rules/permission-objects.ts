import type { ObjectRight, PermissionSet } from '../metadata-model.ts';
import type { ProjectRule } from './rule.ts';

// Salesforce refuses a permission set in which a right stands without those it rests on.
const RESTS_ON: readonly (readonly [ObjectRight, ObjectRight])[] = [
  ['allowCreate', 'allowRead'],
  ['allowEdit', 'allowRead'],
  ['allowDelete', 'allowEdit'],
  ['viewAllRecords', 'allowRead'],
  ['modifyAllRecords', 'viewAllRecords'],
  ['modifyAllRecords', 'allowDelete'],
];

// The most that each set may hold on our objects. Commands are made by people, never by the server.
const MOST: Readonly<Record<string, Readonly<Record<string, readonly ObjectRight[]>>>> = {
  Session_Requests_Agent: {
    Case: ['allowRead'],
    Session_Request__c: ['allowRead'],
    Session_Request_Command__c: ['allowRead', 'allowCreate'],
    Session_Request_Event__c: ['allowRead'],
  },
  Session_Requests_Server: {
    Account: ['allowRead', 'viewAllRecords'],
    Case: ['allowRead', 'viewAllRecords'],
    Contact: ['allowRead', 'viewAllRecords'],
    Session_Request__c: ['allowRead', 'allowCreate', 'allowEdit', 'allowDelete', 'viewAllRecords'],
    Session_Request_Command__c: ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords'],
    Session_Request_Event__c: ['allowRead', 'allowCreate', 'allowEdit', 'allowDelete', 'viewAllRecords'],
  },
  Session_Requests_Case_Writer: { Case: ['allowRead', 'allowEdit'] },
  Session_Requests_Access_Reader: {},
  Session_Requests_Doorbell: { Session_Request_Ring__e: ['allowRead'] },
};

/** Object rights: each with the rights it rests on, those of details with those of cases, and never more than decided here. */
export const permissionObjects: ProjectRule = (_, { fields, permissionSets }) => {
  const details = fields.filter(({ type }) => type === 'MasterDetail').map(({ object }) => object);
  return permissionSets.flatMap((set) =>
    [...RESTS_ON.flatMap((pair) => withoutBase(set, pair)), ...withoutCase(set, details), ...beyond(set)].map(
      (message) => ({ file: set.file, message }),
    ),
  );
};

function withoutBase({ objects }: PermissionSet, [right, base]: readonly [ObjectRight, ObjectRight]) {
  return [...objects].flatMap(([object, rights]) =>
    rights.has(right) && !rights.has(base) ? [`${object}: ${right} needs ${base}.`] : [],
  );
}

function withoutCase({ objects }: PermissionSet, details: readonly string[]) {
  const onCases = objects.get('Case');
  return (['allowRead', 'viewAllRecords', 'modifyAllRecords'] as const).flatMap((right) =>
    details
      .filter((object) => objects.get(object)?.has(right) === true && onCases?.has(right) !== true)
      .map((object) => `${object}: ${right} needs the same on Case, its master.`),
  );
}

function beyond({ name, objects }: PermissionSet) {
  const most = MOST[name];
  if (most === undefined) return [`The rights of ${name} are not decided: write them down in permission-objects.ts.`];
  return [...objects].flatMap(([object, rights]) =>
    [...rights]
      .filter((right) => most[object]?.includes(right) !== true)
      .map((right) => `${object}: ${right} is more than this set needs.`),
  );
}
