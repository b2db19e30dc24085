import type { Access } from './access.ts';
import { checkRecord } from './check-record.ts';
import type { RecordId } from './ids.ts';
import { fullId } from './ids.ts';
import type { Org } from './org.ts';
import { givenFields } from './record-input.ts';
import { newRow, withComputed } from './new-row.ts';
import { refusedRecord } from './refusal.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import { canChange, canSee } from './sharing.ts';
import { dateTimeText } from './values.ts';
import type { Row } from './values.ts';

/** Adds a record. Throws a `Refusal` when the org does not take it. */
export function insertRecord(
  org: Org,
  access: Access,
  object: ObjectDef,
  body: Readonly<Record<string, unknown>>,
): Row {
  const permission = access.object(object);
  if (!permission.read) throw noSuchObject(object);
  if (!permission.create) {
    throw refusedRecord(
      'INSUFFICIENT_ACCESS_OR_READONLY',
      `insufficient access rights to create ${object.label} records`,
    );
  }
  org.recordFault(object.name, 'insert');
  const given = givenFields(access, object, body, 'insert');
  const row = withComputed(org, access, object, newRow(org, access, object, given), null);
  return org.store.transaction(() => {
    checkRecord({ org, access, object, after: row, before: null }, given);
    org.store.put(object.name, row);
    return row;
  });
}

/** Changes a record that the caller can see. */
export function updateRecord(
  org: Org,
  access: Access,
  object: ObjectDef,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Row {
  const before = visibleRecord(org, access, object, id);
  const permission = access.object(object);
  if (!permission.edit || !canChange(org, access, object, before)) throw noRights();
  org.recordFault(object.name, 'update');
  const given = givenFields(access, object, body, 'update');
  const now = dateTimeText(org.clock.now());
  const stamps = { LastModifiedDate: now, LastModifiedById: access.userId, SystemModstamp: now };
  const after = withComputed(org, access, object, { ...before, ...given, ...stamps }, before);
  return org.store.transaction(() => {
    checkRecord({ org, access, object, after, before }, given);
    org.store.put(object.name, after);
    return after;
  });
}

/** Puts a record and everything that belongs to it into the recycle bin. */
export function deleteRecord(org: Org, access: Access, object: ObjectDef, id: string): void {
  const row = visibleRecord(org, access, object, id);
  const mayDelete = access.object(object).remove && canChange(org, access, object, row);
  if (!mayDelete) throw noRights();
  org.recordFault(object.name, 'delete');
  org.store.transaction(() => binRecord(org, object, row, true));
}

/** Takes a record out of the recycle bin, with everything that went there with it. */
export function undeleteRecord(org: Org, object: ObjectDef, id: RecordId): void {
  const row = org.store.get(object.name, id);
  if (row !== undefined) org.store.transaction(() => binRecord(org, object, row, false));
}

function binRecord(org: Org, object: ObjectDef, row: Row, deleted: boolean): void {
  if (row['IsDeleted'] === deleted) return;
  org.store.put(object.name, { ...row, IsDeleted: deleted, SystemModstamp: dateTimeText(org.clock.now()) });
  for (const child of org.schema.objects()) {
    for (const link of child.fields.values()) {
      if (!cascades(child, link) || link.reference?.to.includes(object.name) !== true) continue;
      for (const one of org.store.rows(child.name)) {
        if (one[link.name] === row['Id']) binRecord(org, child, one, deleted);
      }
    }
  }
}

function cascades(child: ObjectDef, link: FieldDef): boolean {
  return child.sharing.kind === 'parent' && child.sharing.field === link.name;
}

/** The record of this id. Throws when it is not there, deleted, or hidden from the caller. */
export function visibleRecord(org: Org, access: Access, object: ObjectDef, id: string): Row {
  if (!access.object(object).read) throw noSuchObject(object);
  const full = fullId(id);
  const row = full === null ? undefined : org.store.get(object.name, full);
  if (row === undefined || !canSee(org, access, object, row)) {
    throw refusedRecord('NOT_FOUND', 'The requested resource does not exist');
  }
  if (row['IsDeleted'] === true) throw refusedRecord('ENTITY_IS_DELETED', 'entity is deleted');
  return row;
}

export function noSuchObject(object: ObjectDef): Error {
  return refusedRecord('NOT_FOUND', `The requested resource does not exist: ${object.name}`);
}

function noRights(): Error {
  return refusedRecord('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}
