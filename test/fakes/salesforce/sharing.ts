import type { Access } from './access.ts';
import type { Org } from './org.ts';
import type { ObjectDef } from './schema.ts';
import { textOf } from './values.ts';
import type { Row } from './values.ts';

/** Whether sharing lets the caller see the record. Rights on the object are asked elsewhere. */
export function canSee(org: Org, access: Access, object: ObjectDef, row: Row): boolean {
  const hiddenUntil = org.hiddenUntil.get(textOf(row['Id']));
  if (hiddenUntil !== undefined && org.clock.now() < hiddenUntil) return false;
  if (access.object(object).viewAll) return true;
  switch (object.sharing.kind) {
    case 'public':
      return true;
    case 'owner':
      return (object.name === 'Case' && org.settings.caseSharing === 'read') || owns(org, access, row);
    case 'parent': {
      const parent = parentOf(org, object.sharing.field, object, row);
      return parent !== null && access.object(parent.object).read && canSee(org, access, parent.object, parent.row);
    }
    default:
      return object.sharing satisfies never;
  }
}

/** Whether sharing lets the caller change the record. */
export function canChange(org: Org, access: Access, object: ObjectDef, row: Row): boolean {
  if (access.object(object).modifyAll) return true;
  if (object.sharing.kind === 'owner') return owns(org, access, row);
  if (object.sharing.kind === 'public') return true;
  const field = object.fields.get(object.sharing.field);
  const parent = parentOf(org, object.sharing.field, object, row);
  if (parent === null || !access.object(parent.object).read) return false;
  const readIsEnough = field?.reference?.masterDetail !== true || field.reference.masterReadIsEnough;
  if (readIsEnough) return canSee(org, access, parent.object, parent.row);
  return access.object(parent.object).edit && canChange(org, access, parent.object, parent.row);
}

/** The record that decides who sees this one; null when there is none. */
export function parentOf(
  org: Org,
  fieldName: string,
  object: ObjectDef,
  row: Row,
): { readonly object: ObjectDef; readonly row: Row } | null {
  const id = textOf(row[fieldName]);
  for (const name of object.fields.get(fieldName)?.reference?.to ?? []) {
    const parent = org.schema.object(name);
    const found = org.store.get(name, id);
    if (parent !== undefined && found !== undefined) return { object: parent, row: found };
  }
  return null;
}

function owns(org: Org, access: Access, row: Row): boolean {
  const owner = row['OwnerId'];
  if (owner === access.userId) return true;
  return [...org.store.rows('GroupMember')].some(
    (one) => one['GroupId'] === owner && one['UserOrGroupId'] === access.userId && one['IsDeleted'] === false,
  );
}
