import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { FieldType, OrderByClause, Query, QueryBase } from '@jetstreamapp/soql-parser-js';
import type { Access } from './access.ts';
import type { Org } from './org.ts';
import { aggregated, isAggregate } from './soql-aggregate.ts';
import { malformed } from './soql-faults.ts';
import { soqlColumn } from './soql-column.ts';
import { matcher, order } from './soql-match.ts';
import type { Match } from './soql-match.ts';
import { recordShape } from './soql-shape.ts';
import { whereTree } from './soql-where.ts';
import { Refusal } from './refusal.ts';
import type { ObjectDef } from './schema.ts';
import { canSee } from './sharing.ts';
import { userRecordAccess } from './user-record-access.ts';
import { isObject, textOf } from './values.ts';
import type { Row, Value } from './values.ts';

export type QueryResult = { readonly totalSize: number; readonly records: readonly unknown[] };

/** Answers a query as the caller may see it. `all`: deleted records too. Throws a `Refusal` on anything it cannot do. */
export function runQuery(org: Org, access: Access, text: string, all: boolean): QueryResult {
  return answered(org, access, parsed(text), all);
}

function answered(org: Org, access: Access, query: Query, all: boolean): QueryResult {
  if (query.sObject === 'UserRecordAccess') {
    const records = userRecordAccess(org, access, query);
    return { totalSize: records.length, records };
  }
  const object = org.schema.object(query.sObject ?? '');
  if (object === undefined || object.isEvent || !access.object(object).read) {
    throw new Refusal(
      400,
      'INVALID_TYPE',
      `sObject type '${query.sObject ?? ''}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name.`,
    );
  }
  const fields = query.fields ?? malformed('a query names its fields');
  const rows = selected(org, access, object, query, all);
  if (fields.length === 1 && isCount(fields[0])) return { totalSize: rows.length, records: [] };
  if (query.groupBy !== undefined || fields.some(isAggregate)) {
    const records = aggregated(org, access, object, query, rows);
    return { totalSize: records.length, records };
  }
  const shape = recordShape(org, access, object, query, (child, part, match) =>
    selected(org, access, child, part, all, match),
  );
  return { totalSize: rows.length, records: rows.map(shape) };
}

function parsed(text: string): Query {
  try {
    return parseQuery(text);
  } catch (error) {
    return malformed(Error.isError(error) ? error.message : 'unexpected token');
  }
}

const UNKNOWN_CLAUSES = ['usingScope', 'having', 'withDataCategory', 'withSecurityEnforced', 'for', 'update'] as const;

/** The records of a query, filtered, ordered and cut. */
function selected(org: Org, access: Access, object: ObjectDef, query: QueryBase, all: boolean, also?: Match): Row[] {
  for (const clause of UNKNOWN_CLAUSES)
    if (query[clause] !== undefined) malformed(`this org knows no clause ${clause}`);
  const inner = (part: Query): readonly string[] => idsOf(answered(org, access, part, all), part);
  const match = query.where === undefined ? () => true : matcher(org, access, object, whereTree(query.where, inner));
  const seen = [...org.store.rows(object.name)].filter(
    (row) =>
      (all || row['IsDeleted'] === false) && also?.(row) !== false && match(row) && canSee(org, access, object, row),
  );
  const ordered = sorted(org, access, object, seen, query);
  const from = query.offset ?? 0;
  if (from > 2000) throw new Refusal(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  return ordered.slice(from, query.limit === undefined ? undefined : from + query.limit);
}

function sorted(org: Org, access: Access, object: ObjectDef, rows: Row[], query: QueryBase): Row[] {
  if (query.orderBy === undefined || query.groupBy !== undefined) return rows;
  const clauses: readonly OrderByClause[] = Array.isArray(query.orderBy) ? query.orderBy : [query.orderBy];
  const by = clauses.map((clause) => {
    if (!('field' in clause)) return malformed('this org orders by fields only');
    const column = soqlColumn(org, access, object, clause.field.split('.'));
    if (!column.field.filterable) malformed(`field '${column.field.name}' can not be sorted in a query call`);
    const way = clause.order === 'DESC' ? -1 : 1;
    return { column, way, nullsFirst: clause.nulls !== 'LAST' };
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

/** What a query inside a condition finds: one field of each record, an id. */
function idsOf({ records }: QueryResult, { fields = [] }: Query): readonly string[] {
  const [field] = fields;
  if (fields.length !== 1 || field?.type !== 'Field') return malformed('a query inside a condition names one field');
  return records.map((one) => textOf(isObject(one) ? (one[field.field] as Value) : null));
}

function isCount(field: FieldType | undefined): boolean {
  return (
    field?.type === 'FieldFunctionExpression' &&
    field.functionName.toUpperCase() === 'COUNT' &&
    field.parameters.length === 0
  );
}
