import type { Access } from './access.ts';
import { readable } from './access.ts';
import { whereOf } from './graphql-where.ts';
import { parseGraph, wrong } from './graphql-parse.ts';
import type { GraphField } from './graphql-parse.ts';
import type { Org } from './org.ts';
import { lookupNamed, readValue } from './paths.ts';
import { Refusal } from './refusal.ts';
import type { ObjectDef } from './schema.ts';
import { canSee } from './sharing.ts';
import { soqlColumn, soqlLink, visibleParent } from './soql-column.ts';
import { matcher, order } from './soql-match.ts';
import { uiValue } from './ui-value.ts';
import { isObject } from './values.ts';
import type { Row } from './values.ts';

/** Answers `uiapi { query { … } }` as the caller may see it. */
export function runGraph(
  org: Org,
  access: Access,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const root of parseGraph(query, variables)) {
    if (root.name !== 'uiapi') wrong(`Field '${root.name}' is undefined`);
    const inside = root.fields.map((part) => {
      if (part.name !== 'query') wrong(`Field '${part.name}' in uiapi is undefined`);
      return [part.alias, Object.fromEntries(part.fields.map((one) => [one.alias, listOf(org, access, one)]))] as const;
    });
    answer[root.alias] = Object.fromEntries(inside);
  }
  return answer;
}

function listOf(org: Org, access: Access, asked: GraphField): unknown {
  const object = org.schema.object(asked.name);
  if (object === undefined || object.isEvent || !access.object(object).read)
    return undefinedField(asked, 'RecordQuery');
  const { where, orderBy, first, after, ...unknown } = asked.args;
  const [strange] = Object.keys(unknown);
  if (strange !== undefined) wrong(`this org knows no argument ${strange}`);
  const match = isObject(where) ? matcher(org, access, object, whereOf(where)) : () => true;
  const rows = [...org.store.rows(object.name)].filter(
    (row) => row['IsDeleted'] === false && match(row) && canSee(org, access, object, row),
  );
  const ordered = orderBy === undefined ? rows : sorted(org, access, object, rows, orderBy);
  const from = typeof after === 'string' ? Number(Buffer.from(after, 'base64').toString()) : 0;
  const to = from + (typeof first === 'number' ? first : 10);
  const shape = shapeOf(org, access, object, nodeFields(asked));
  const edges = ordered.slice(from, to).map((row, at) => ({
    node: shape(row),
    cursor: Buffer.from(String(from + at + 1)).toString('base64'),
  }));
  const pageInfo = {
    hasNextPage: to < ordered.length,
    hasPreviousPage: from > 0,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  const parts = { edges, pageInfo, totalCount: ordered.length };
  const below = asked.fields.map((one): readonly [string, unknown] => {
    if (one.name === 'edges') return [one.alias, edges.map((edge) => pick(one, edge))];
    return one.name === 'pageInfo' ? [one.alias, pick(one, pageInfo)] : [one.alias, parts];
  });
  return { ...pick(asked, parts), ...Object.fromEntries(below.filter(([, value]) => value !== parts)) };
}

/** The fields asked of each record. */
function nodeFields(asked: GraphField): readonly GraphField[] {
  return asked.fields
    .filter((one) => one.name === 'edges')
    .flatMap((edges) => edges.fields.filter((one) => one.name === 'node').flatMap((node) => node.fields));
}

function pick(asked: GraphField, parts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    asked.fields.map((one) => {
      if (!(one.name in parts)) return undefinedField(one, asked.name);
      return [one.alias, parts[one.name]];
    }),
  );
}

function undefinedField(field: GraphField, type: string): never {
  throw new Refusal(
    400,
    'VALIDATION',
    `Validation error of type FieldUndefined: Field '${field.name}' in type '${type}' is undefined`,
  );
}

type Shape = (row: Row) => Record<string, unknown>;

function shapeOf(org: Org, access: Access, object: ObjectDef, asked: readonly GraphField[]): Shape {
  const parts: ((row: Row) => readonly [string, unknown])[] = [];
  for (const one of asked) {
    if (one.name === 'Id') parts.push((row) => [one.alias, row['Id']]);
    else if (one.name === 'ApiName' || one.name === '__typename') parts.push(() => [one.alias, object.name]);
    else if (lookupNamed(object, one.name) !== undefined) parts.push(...parentPart(org, access, object, one));
    else {
      const field = readable(access, object, one.name);
      if (field === undefined && !one.optional) return undefinedField(one, object.name);
      if (field === undefined) continue;
      parts.push((row) => [one.alias, pick(one, uiValue(field, readValue(org, object, row, field)))]);
    }
  }
  return (row) => Object.fromEntries(parts.map((part) => part(row)));
}

function parentPart(
  org: Org,
  access: Access,
  object: ObjectDef,
  asked: GraphField,
): ((row: Row) => readonly [string, unknown])[] {
  const link = lookupNamed(object, asked.name);
  if (link === undefined || !access.canRead(object, link))
    return asked.optional ? [] : undefinedField(asked, object.name);
  const { target } = soqlLink(org, access, object, asked.name);
  const shape = shapeOf(org, access, target, asked.fields);
  return [
    (row) => {
      const parent = visibleParent(org, access, link, row);
      return [asked.alias, parent === null ? null : shape(parent)];
    },
  ];
}

function sorted(org: Org, access: Access, object: ObjectDef, rows: readonly Row[], orderBy: unknown): Row[] {
  const clauses = (Array.isArray(orderBy) ? orderBy : [orderBy]).flatMap((one) =>
    isObject(one) ? Object.entries(one) : [],
  );
  const by = clauses.map(([name, how]) => {
    const column = soqlColumn(org, access, object, [name]);
    const parts = isObject(how) ? how : {};
    return {
      column,
      way: parts['order'] === 'DESC' ? -1 : 1,
      nullsFirst: parts['nulls'] !== 'LAST',
    };
  });
  return rows.toSorted((left, right) => {
    for (const { column, way, nullsFirst } of by) {
      const [one, other] = [column.read(left), column.read(right)];
      if ((one === null) !== (other === null)) return (one === null) === nullsFirst ? -1 : 1;
      const compared = order(column.field, one, other) * way;
      if (compared !== 0) return compared;
    }
    return 0;
  });
}
