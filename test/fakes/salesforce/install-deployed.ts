import { systemAccess } from './access.ts';
import { insertRecord } from './dml.ts';
import { putDeployed } from './org.ts';
import type { Org } from './org.ts';
import type { Deployed, PermissionSet } from './schema.ts';
import { OBJECT_RIGHTS } from './standard-objects.ts';
import { textOf } from './values.ts';
import type { Row } from './values.ts';

/** Adds a record as the platform itself. */
export function systemInsert(org: Org, objectName: string, fields: Readonly<Record<string, unknown>>): Row {
  const object = org.schema.object(objectName);
  if (object === undefined) throw new Error(`There is no object ${objectName}.`);
  return insertRecord(org, systemAccess(org.systemUserId), object, fields);
}

/** The record of set-up of this name; undefined when there is none. */
export function namedRecord(org: Org, objectName: string, field: string, name: string): Row | undefined {
  return [...org.store.rows(objectName)].find((row) => row[field] === name && row['IsDeleted'] === false);
}

/** Puts metadata into the org, with the records of set-up by which queries find it. */
export function installDeployed(org: Org, deployed: Deployed): void {
  putDeployed(org, deployed);
  for (const name of deployed.customPermissions) {
    if (namedRecord(org, 'CustomPermission', 'DeveloperName', name) === undefined) {
      systemInsert(org, 'CustomPermission', { DeveloperName: name, MasterLabel: name });
    }
  }
  for (const name of deployed.notificationTypes) {
    if (namedRecord(org, 'CustomNotificationType', 'DeveloperName', name) === undefined) {
      const fields = { DeveloperName: name, CustomNotifTypeName: name, MasterLabel: name };
      systemInsert(org, 'CustomNotificationType', fields);
    }
  }
  for (const set of deployed.permissionSets) {
    const fields = {
      Name: set.name,
      Label: set.label,
      PermissionsViewAllData: set.user.has('ViewAllData'),
      PermissionsModifyAllData: set.user.has('ModifyAllData'),
      PermissionsApiEnabled: set.user.has('ApiEnabled'),
    };
    const row = namedRecord(org, 'PermissionSet', 'Name', set.name) ?? systemInsert(org, 'PermissionSet', fields);
    for (const name of set.custom) linkPermission(org, textOf(row['Id']), name);
    tellObjectRights(org, textOf(row['Id']), set);
    tellFieldRights(org, textOf(row['Id']), set);
  }
}

/** One record for each object; a set that is deployed anew tells its rights anew. */
function tellObjectRights(org: Org, setId: string, { objects }: PermissionSet): void {
  for (const row of org.store.rows('ObjectPermissions')) {
    if (row['ParentId'] === setId) org.store.purge('ObjectPermissions', textOf(row['Id']));
  }
  for (const [SobjectType, rights] of objects) {
    const told = Object.fromEntries(OBJECT_RIGHTS.map(({ name, right }) => [name, rights[right]]));
    systemInsert(org, 'ObjectPermissions', { ParentId: setId, SobjectType, ...told });
  }
}

/** One record for each field that can be read; profiles open whole objects and tell nothing here. */
function tellFieldRights(org: Org, setId: string, { fields }: PermissionSet): void {
  for (const row of org.store.rows('FieldPermissions')) {
    if (row['ParentId'] === setId) org.store.purge('FieldPermissions', textOf(row['Id']));
  }
  for (const [Field, { read, edit }] of fields) {
    const [SobjectType = '', name = ''] = Field.split('.');
    if (!read || name === '*') continue;
    const told = { PermissionsRead: read, PermissionsEdit: edit };
    systemInsert(org, 'FieldPermissions', { ParentId: setId, SobjectType, Field, ...told });
  }
}

function linkPermission(org: Org, setId: string, name: string): void {
  const permission = namedRecord(org, 'CustomPermission', 'DeveloperName', name);
  if (permission === undefined)
    throw new Error(`A permission set names the custom permission ${name}, which is not there.`);
  const linked = [...org.store.rows('SetupEntityAccess')].some(
    (one) => one['ParentId'] === setId && one['SetupEntityId'] === permission['Id'],
  );
  if (linked) return;
  const fields = { ParentId: setId, SetupEntityId: permission['Id'], SetupEntityType: 'CustomPermission' };
  systemInsert(org, 'SetupEntityAccess', fields);
}

/** Gives a permission set to a user; once is enough. Throws when there is no such set. */
export function assignSet(org: Org, userId: string, setName: string): void {
  const set = namedRecord(org, 'PermissionSet', 'Name', setName);
  if (set === undefined) throw new Error(`There is no permission set ${setName}.`);
  const held = [...org.store.rows('PermissionSetAssignment')].some(
    (one) => one['AssigneeId'] === userId && one['PermissionSetId'] === set['Id'] && one['IsDeleted'] === false,
  );
  if (!held) systemInsert(org, 'PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: set['Id'] });
}
