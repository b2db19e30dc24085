import type { Org } from './org.ts';
import { fieldOf } from './schema.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import { textOf } from './values.ts';
import type { Row, Value } from './values.ts';

/** One step of `Contact.Account.Name`: the look-up that is followed. Undefined when there is none of that name. */
export function lookupNamed(object: ObjectDef, relationship: string): FieldDef | undefined {
  const wanted = relationship.toLowerCase();
  return [...object.fields.values()].find((field) => field.reference?.relationship?.toLowerCase() === wanted);
}

/** The record that a look-up of a record names, with its object; null when it is empty. */
export function follow(org: Org, field: FieldDef, row: Row | null): { object: ObjectDef; row: Row } | null {
  const id = row === null ? '' : textOf(row[field.name]);
  if (id === '') return null;
  for (const name of field.reference?.to ?? []) {
    const object = org.schema.object(name);
    const found = object === undefined ? undefined : org.store.get(object.name, id);
    if (object !== undefined && found !== undefined) return { object, row: found };
  }
  return null;
}

/** The object behind a look-up, as queries see it: of several, what all of them have in common is asked of the first. */
export function targetOf(org: Org, field: FieldDef): ObjectDef | undefined {
  return org.schema.object(field.reference?.to[0] ?? '');
}

/** The value at the end of a path such as `['Case__r', 'IsClosed']`, without asking for rights. Throws when there is no such path. */
export function valueAt(
  org: Org,
  object: ObjectDef,
  row: Row | null,
  path: readonly string[],
): { readonly field: FieldDef; readonly value: Value } {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    const field = fieldOf(object, first);
    if (field === undefined) throw new Error(`There is no field ${first} on ${object.name}.`);
    return { field, value: row === null ? null : readValue(org, object, row, field) };
  }
  const link = lookupNamed(object, first);
  const target = link === undefined ? undefined : targetOf(org, link);
  if (link === undefined || target === undefined)
    throw new Error(`There is no relationship ${first} on ${object.name}.`);
  const next = follow(org, link, row);
  return valueAt(org, next?.object ?? target, next?.row ?? null, rest);
}

const FROM_CONTACT: Readonly<Record<string, string>> = {
  ContactEmail: 'Email',
  ContactPhone: 'Phone',
  ContactMobile: 'MobilePhone',
};

/** A field's value, the ones that are read from elsewhere too. */
export function readValue(org: Org, object: ObjectDef, row: Row, field: FieldDef): Value {
  const borrowed = object.name === 'Case' ? FROM_CONTACT[field.name] : undefined;
  if (borrowed !== undefined) return org.store.get('Contact', textOf(row['ContactId']))?.[borrowed] ?? null;
  if (object.name === 'Case' && field.name === 'IsClosed') return isClosedStatus(org, textOf(row['Status']));
  return row[field.name] ?? null;
}

export function isClosedStatus(org: Org, status: string): boolean {
  return [...org.store.rows('CaseStatus')].some((one) => one['MasterLabel'] === status && one['IsClosed'] === true);
}
