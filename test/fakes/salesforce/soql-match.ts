import type { Access } from './access.ts';
import { fullId } from './ids.ts';
import type { Org } from './org.ts';
import { invalidField, malformed } from './soql-faults.ts';
import { soqlColumn } from './soql-column.ts';
import type { Comparison, WhereNode } from './soql-where.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import { dateTimeMs, textOf } from './values.ts';
import type { Row, Value } from './values.ts';

export type Match = (row: Row) => boolean;

/** A WHERE clause as a test of records. Throws on columns, operators and literals that do not fit. */
export function matcher(org: Org, access: Access, object: ObjectDef, node: WhereNode): Match {
  switch (node.kind) {
    case 'and': {
      const parts = node.parts.map((part) => matcher(org, access, object, part));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = node.parts.map((part) => matcher(org, access, object, part));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = matcher(org, access, object, node.part);
      return (row) => !part(row);
    }
    case 'compare':
      return comparison(org, access, object, node.comparison);
    default:
      return node satisfies never;
  }
}

function comparison(org: Org, access: Access, object: ObjectDef, one: Comparison): Match {
  const { field, read } = soqlColumn(org, access, object, one.path);
  if (!field.filterable) invalidField(`field '${field.name}' can not be filtered in a query call`);
  if (one.days !== null || one.literal === 'DATE_LITERAL') return inRange(org, field, read, one);
  const several = one.operator === 'IN' || one.operator === 'NOT IN';
  const sent: readonly unknown[] = Array.isArray(one.value) ? one.value : [one.value];
  const kinds = sent.map((_, at) => (typeof one.literal === 'string' ? one.literal : (one.literal[at] ?? 'STRING')));
  const wanted = sent.map((value, at) => literalValue(field, textOf(String(value)), kinds[at] ?? 'STRING'));
  if (several) {
    const keys = new Set(wanted.map((value) => keyOf(field, value)));
    return (row) => keys.has(keyOf(field, read(row))) === (one.operator === 'IN');
  }
  const [value = null] = wanted;
  return (row) => compares(field, read(row), one.operator, value);
}

function compares(field: FieldDef, have: Value, operator: string, value: Value): boolean {
  const same = keyOf(field, have) === keyOf(field, value);
  switch (operator) {
    case '=':
      return same;
    case '!=':
      return !same;
    case 'LIKE':
      return like(textOf(have), textOf(value));
    case '<':
      return have !== null && order(field, have, value) < 0;
    case '<=':
      return have !== null && order(field, have, value) <= 0;
    case '>':
      return have !== null && order(field, have, value) > 0;
    case '>=':
      return have !== null && order(field, have, value) >= 0;
    default:
      return malformed(`this org knows no operator ${operator}`);
  }
}

/** A literal of the query as the field's value. Texts must be quoted, all else must not. */
function literalValue(field: FieldDef, raw: string, kind: string): Value {
  if (kind === 'NULL') return null;
  const quoted = kind === 'STRING';
  const text = quoted ? unquoted(raw) : raw;
  const wrong = (type: string, not: string): never =>
    invalidField(
      `value of filter criterion for field '${field.name}' must be of type ${type} and should ${not}be enclosed in quotes`,
    );
  switch (field.type) {
    case 'boolean':
      return kind === 'BOOLEAN' ? text.toLowerCase() === 'true' : wrong('boolean', 'not ');
    case 'double':
    case 'int':
      return kind === 'INTEGER' || kind === 'DECIMAL' ? Number(text) : wrong('double', 'not ');
    case 'datetime':
      return kind === 'DATETIME' && dateTimeMs(text) !== null ? text : wrong('dateTime', 'not ');
    case 'date':
      return kind === 'DATE' ? text : wrong('date', 'not ');
    case 'id':
    case 'reference':
      if (!quoted) return wrong('string', '');
      return text === '' ? null : (fullId(text) ?? invalidField(`invalid ID field: ${text}`));
    case 'string':
    case 'textarea':
    case 'picklist':
    case 'email':
    case 'phone':
    case 'url':
      if (!quoted) return wrong('string', '');
      return text === '' ? null : text;
    default:
      return field.type satisfies never;
  }
}

function unquoted(raw: string): string {
  return raw
    .slice(1, -1)
    .replaceAll(/\\(.)/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? letter);
}

/** Texts are compared without regard to upper and lower case, ids and times by what they mean. */
function keyOf(field: FieldDef, value: Value): string {
  if (value === null) return '';
  if (field.type === 'datetime') return String(dateTimeMs(textOf(value)));
  if (field.type === 'id' || field.type === 'reference' || field.caseSensitive) return textOf(value);
  return textOf(value).toLowerCase();
}

/** Negative when `left` comes first. Null comes before all else. */
export function order(field: FieldDef, left: Value, right: Value): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (field.type === 'datetime') return (dateTimeMs(textOf(left)) ?? 0) - (dateTimeMs(textOf(right)) ?? 0);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [one, other] = [keyOf(field, left), keyOf(field, right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function like(text: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('%', '[^]*')
    .replaceAll('_', '[^]');
  return new RegExp(`^${source}$`, 'i').test(text);
}

const DAY_MS = 86_400_000;

function inRange(org: Org, field: FieldDef, read: (row: Row) => Value, one: Comparison): Match {
  if (field.type !== 'datetime' && field.type !== 'date') invalidField(`field '${field.name}' is no date`);
  const today = Math.floor(org.clock.now() / DAY_MS) * DAY_MS;
  const name = textOf(String(one.value)).split(':')[0]?.toUpperCase() ?? '';
  const days = one.days ?? 0;
  const ranges: Readonly<Record<string, readonly [number, number]>> = {
    TODAY: [0, 1],
    YESTERDAY: [-1, 0],
    TOMORROW: [1, 2],
    LAST_N_DAYS: [-days, 1],
    NEXT_N_DAYS: [1, days + 1],
  };
  const range = ranges[name] ?? malformed(`this org knows no date literal ${name}`);
  const [from, to] = [today + range[0] * DAY_MS, today + range[1] * DAY_MS];
  return (row) => {
    const have = read(row);
    if (have === null) return false;
    const ms = dateTimeMs(textOf(have)) ?? Date.parse(textOf(have));
    const tests: Readonly<Record<string, boolean>> = {
      '=': ms >= from && ms < to,
      '!=': ms < from || ms >= to,
      '<': ms < from,
      '<=': ms < to,
      '>': ms >= to,
      '>=': ms >= from,
    };
    return tests[one.operator] ?? malformed(`this org knows no ${one.operator} with date literals`);
  };
}
