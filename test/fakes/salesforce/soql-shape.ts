import type { FieldType, QueryBase, Subquery } from '@jetstreamapp/soql-parser-js';
import type { Access } from './access.ts';
import { API_PATH } from './api-version.ts';
import type { Org } from './org.ts';
import { malformed } from './soql-faults.ts';
import { namesSeveral, soqlColumn, soqlLink, typeBehind, visibleParent } from './soql-column.ts';
import type { Match } from './soql-match.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import { textOf } from './values.ts';
import type { Row } from './values.ts';

type Shape = (row: Row) => Record<string, unknown>;
type ChildRows = (object: ObjectDef, query: QueryBase, match: Match) => readonly Row[];

/** How records of this query look in an answer. Checks every column before the first record is shown. */
export function recordShape(org: Org, access: Access, object: ObjectDef, query: QueryBase, children: ChildRows): Shape {
  const plain: string[][] = [];
  const parts: ((row: Row) => readonly [string, unknown])[] = [];
  for (const field of query.fields ?? []) {
    if (field.type === 'FieldSubquery') parts.push(subqueryPart(org, access, object, field.subquery, children));
    else plain.push(...pathsOf(access, object, field, query.limit));
  }
  const own = shapeOf(org, access, object, plain);
  return (row) => ({ ...own(row), ...Object.fromEntries(parts.map((part) => part(row))) });
}

function pathsOf(access: Access, object: ObjectDef, field: FieldType, limit: number | undefined): string[][] {
  if (field.type === 'Field') return [[field.field]];
  if (field.type === 'FieldRelationship') {
    const first = field.relationships[0]?.toLowerCase() === object.name.toLowerCase() ? 1 : 0;
    return [[...field.relationships.slice(first), field.field]];
  }
  if (field.type !== 'FieldFunctionExpression' || field.functionName.toUpperCase() !== 'FIELDS') {
    return malformed('this org knows fields, relationships and child queries only');
  }
  const which = (typeof field.parameters[0] === 'string' ? field.parameters[0] : '').toUpperCase();
  if (which !== 'STANDARD' && (limit === undefined || limit > 200))
    malformed('The SOQL FIELDS function must have a LIMIT of at most 200');
  return [...object.fields.values()]
    .filter((one) => access.canRead(object, one))
    .filter((one) => which === 'ALL' || one.name.endsWith('__c') === (which === 'CUSTOM'))
    .map((one) => [one.name]);
}

function shapeOf(org: Org, access: Access, object: ObjectDef, paths: readonly (readonly string[])[]): Shape {
  const own = paths.filter((path) => path.length === 1).map((path) => soqlColumn(org, access, object, path));
  const links = new Map<string, { link: FieldDef; typed: boolean; shape: Shape }>();
  for (const name of new Set(paths.flatMap((path) => (path.length > 1 ? [path[0] ?? ''] : [])))) {
    const { link, target } = soqlLink(org, access, object, name);
    const below = paths.filter((path) => path.length > 1 && path[0] === name).map((path) => path.slice(1));
    const typed = namesSeveral(link) && below.some((path) => path.join('.') === 'Type');
    const shape = shapeOf(org, access, target, typed ? below.filter((path) => path.join('.') !== 'Type') : below);
    links.set(link.reference?.relationship ?? name, { link, typed, shape });
  }
  return (row) => ({
    attributes: attributesOf(object, row),
    ...Object.fromEntries(own.map((column) => [column.field.name, column.read(row)])),
    ...Object.fromEntries(
      [...links].map(([name, { link, typed, shape }]) => {
        const parent = visibleParent(org, access, link, row);
        if (parent === null) return [name, null];
        return [name, typed ? { ...shape(parent), Type: typeBehind(org, link, row) } : shape(parent)];
      }),
    ),
  });
}

export function attributesOf(object: ObjectDef, row: Row): { readonly type: string; readonly url: string } {
  return { type: object.name, url: `${API_PATH}/sobjects/${object.name}/${textOf(row['Id'])}` };
}

function subqueryPart(
  org: Org,
  access: Access,
  object: ObjectDef,
  query: Subquery,
  children: ChildRows,
): (row: Row) => readonly [string, unknown] {
  const { child, link } = childNamed(org, access, object, query.relationshipName);
  const shape = recordShape(org, access, child, query, children);
  return (row) => {
    const rows = children(child, query, (one) => one[link.name] === row['Id']);
    const records = rows.length === 0 ? null : { totalSize: rows.length, done: true, records: rows.map(shape) };
    return [query.relationshipName, records];
  };
}

/** The object on the other end of a child relationship. */
export function childNamed(
  org: Org,
  access: Access,
  object: ObjectDef,
  name: string,
): { readonly child: ObjectDef; readonly link: FieldDef } {
  for (const child of org.schema.objects()) {
    for (const link of child.fields.values()) {
      const { reference } = link;
      if (reference === null || reference.children === null || !reference.to.includes(object.name)) continue;
      const called = child.custom ? `${reference.children}__r` : reference.children;
      const fits = called.toLowerCase() === name.toLowerCase();
      if (fits && access.object(child).read && access.canRead(child, link)) return { child, link };
    }
  }
  return malformed(`Didn't understand relationship '${name}' in FROM part of query call.`);
}
