import type { FieldType, Query } from '@jetstreamapp/soql-parser-js';
import type { Access } from './access.ts';
import type { Org } from './org.ts';
import { malformed } from './soql-faults.ts';
import { soqlColumn } from './soql-column.ts';
import type { Column } from './soql-column.ts';
import { order } from './soql-match.ts';
import type { ObjectDef } from './schema.ts';
import type { Row, Value } from './values.ts';

export function isAggregate(field: FieldType): boolean {
  return field.type === 'FieldFunctionExpression' && field.isAggregateFn === true;
}

/** COUNT, COUNT_DISTINCT, MIN, MAX and SUM, grouped by plain fields. */
export function aggregated(org: Org, access: Access, object: ObjectDef, query: Query, rows: readonly Row[]): unknown[] {
  const clauses = query.groupBy === undefined ? [] : Array.isArray(query.groupBy) ? query.groupBy : [query.groupBy];
  const columns = clauses.map((clause) =>
    'field' in clause
      ? { name: clause.field, ...soqlColumn(org, access, object, clause.field.split('.')) }
      : malformed('this org groups by fields only'),
  );
  if (query.orderBy !== undefined) malformed('this org does not order groups');
  const groups = new Map<string, Row[]>();
  if (columns.length === 0) groups.set('', [...rows]);
  for (const row of columns.length === 0 ? [] : rows) {
    const key = JSON.stringify(columns.map((column) => column.read(row)));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(
      (query.fields ?? []).map((field, at) => partOf(org, access, object, columns, group, field, at)),
    ),
  }));
}

function partOf(
  org: Org,
  access: Access,
  object: ObjectDef,
  columns: readonly (Column & { readonly name: string })[],
  group: readonly Row[],
  field: FieldType,
  at: number,
): [string, Value] {
  if (field.type === 'Field' || field.type === 'FieldRelationship') {
    const name = field.type === 'Field' ? field.field : [...field.relationships, field.field].join('.');
    const column = columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const [first] = group;
    if (column === undefined) return malformed(`Field must be grouped or aggregated: ${name}`);
    return [column.field.name, first === undefined ? null : column.read(first)];
  }
  if (field.type !== 'FieldFunctionExpression') return malformed('this org knows no such part of a grouped query');
  const [parameter] = field.parameters;
  if (typeof parameter !== 'string') return malformed(`this org counts fields only`);
  const column = soqlColumn(org, access, object, parameter.split('.'));
  const values = group.map((row) => column.read(row)).filter((value) => value !== null);
  return [field.alias ?? `expr${String(at)}`, worked(field.functionName.toUpperCase(), column, values)];
}

function worked(name: string, column: Column, values: readonly Value[]): Value {
  const ordered = values.toSorted((left, right) => order(column.field, left, right));
  switch (name) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values).size;
    case 'MIN':
      return ordered[0] ?? null;
    case 'MAX':
      return ordered.at(-1) ?? null;
    case 'SUM':
      return values.reduce<number>((sum, value) => sum + Number(value), 0);
    default:
      return malformed(`this org knows no function ${name}`);
  }
}
