import type { Access } from './access.ts';
import { readable } from './access.ts';
import { uniqueKey } from './check-record.ts';
import { insertRecord, noSuchObject, updateRecord, visibleRecord } from './dml.ts';
import { fieldInput } from './field-input.ts';
import type { Org } from './org.ts';
import { noColumn } from './record-input.ts';
import { refusedRecord } from './refusal.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import { canSee } from './sharing.ts';
import { textOf } from './values.ts';
import type { Row } from './values.ts';

/** An external id, or `Id` itself, by which records are named. Throws when the field is none. */
export function keyField(access: Access, object: ObjectDef, name: string): FieldDef {
  if (!access.object(object).read) throw noSuchObject(object);
  const field = readable(access, object, name);
  if (field === undefined) throw noColumn(object, name);
  if (!field.externalId && field.name !== 'Id') {
    throw refusedRecord('NOT_FOUND', 'Provided external ID field does not exist or is not accessible: ' + name);
  }
  return field;
}

/** The records whose external id has this value and that the caller may see. */
export function recordsByKey(org: Org, access: Access, object: ObjectDef, key: FieldDef, value: string): Row[] {
  const wanted = uniqueKey(key, fieldInput(key, value));
  const matches = (row: Row): boolean => row['IsDeleted'] === false && uniqueKey(key, row[key.name]) === wanted;
  if (!key.unique)
    return [...org.store.rows(object.name)].filter((row) => matches(row) && canSee(org, access, object, row));
  const id = org.store.holder(object.name, key.name, wanted);
  const row = id === undefined ? undefined : org.store.get(object.name, id);
  return row !== undefined && matches(row) && canSee(org, access, object, row) ? [row] : [];
}

/** Changes the record with this external id, or adds it. */
export function upsertRecord(
  org: Org,
  access: Access,
  object: ObjectDef,
  named: { readonly key: string; readonly value: string },
  body: Readonly<Record<string, unknown>>,
): { readonly row: Row; readonly created: boolean } {
  const key = keyField(access, object, named.key);
  if (Object.keys(body).some((name) => name.toLowerCase() === key.name.toLowerCase())) {
    const message = `The ${key.name} field should not be specified in the sobject data.`;
    throw refusedRecord('INVALID_FIELD', message, [key.name]);
  }
  if (key.name === 'Id') {
    const row = updateRecord(org, access, object, textOf(visibleRecord(org, access, object, named.value)['Id']), body);
    return { row, created: false };
  }
  const found = recordsByKey(org, access, object, key, named.value);
  const [first, second] = found;
  if (second !== undefined)
    throw refusedRecord('MULTIPLE_CHOICES', `More than one record has ${key.name} ${named.value}`);
  if (first === undefined) {
    return { row: insertRecord(org, access, object, { ...body, [key.name]: named.value }), created: true };
  }
  return { row: updateRecord(org, access, object, textOf(first['Id']), body), created: false };
}
