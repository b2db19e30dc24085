import type { Access } from './access.ts';
import { readable } from './access.ts';
import { field } from './field-defs.ts';
import type { Org } from './org.ts';
import { follow, lookupNamed, readValue, targetOf } from './paths.ts';
import { invalidField, malformed } from './soql-faults.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import { canSee } from './sharing.ts';
import type { Row, Value } from './values.ts';

export type Column = { readonly field: FieldDef; readonly read: (row: Row) => Value };

const DEEPEST = 5;
/** What kind of record a look-up that can name several kinds names; a queue is a Group that is called Queue here. */
const TYPE = field('Type', 'string');

/** A column such as `Subject` or `Contact.Name`, with the caller's rights. What he cannot see is not there for him. */
export function soqlColumn(org: Org, access: Access, object: ObjectDef, path: readonly string[]): Column {
  const [name = '', ...rest] = path;
  if (path.length > DEEPEST + 1) malformed('only 5 levels of relationships can be followed');
  if (rest.length === 0) {
    const found = readable(access, object, name) ?? noColumn(object, name);
    return { field: found, read: (row) => readValue(org, object, row, found) };
  }
  const { link, target } = soqlLink(org, access, object, name);
  if (namesSeveral(link) && rest.join('.') === 'Type')
    return { field: TYPE, read: (row) => typeBehind(org, link, row) };
  const column = soqlColumn(org, access, target, rest);
  return {
    field: column.field,
    read(row) {
      const parent = visibleParent(org, access, link, row);
      return parent === null ? null : column.read(parent);
    },
  };
}

/** A relationship that the caller may follow. */
export function soqlLink(
  org: Org,
  access: Access,
  object: ObjectDef,
  name: string,
): { readonly link: FieldDef; readonly target: ObjectDef } {
  const link = lookupNamed(object, name);
  const target = link === undefined ? undefined : targetOf(org, link);
  if (link === undefined || target === undefined || !access.canRead(object, link) || !access.object(target).read) {
    invalidField(
      `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.`,
    );
  }
  return { link, target };
}

/** The record behind a look-up, when the caller may see it. */
export function visibleParent(org: Org, access: Access, link: FieldDef, row: Row): Row | null {
  const next = follow(org, link, row);
  return next !== null && canSee(org, access, next.object, next.row) ? next.row : null;
}

/** Whether a look-up can name records of several kinds. */
export function namesSeveral(link: FieldDef): boolean {
  return (link.reference?.to.length ?? 0) > 1;
}

export function typeBehind(org: Org, link: FieldDef, row: Row): Value {
  const next = follow(org, link, row);
  return next === null ? null : next.object.name === 'Group' ? 'Queue' : next.object.name;
}

function noColumn(object: ObjectDef, name: string): never {
  return invalidField(
    `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}
