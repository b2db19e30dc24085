import { wrong } from './graphql-parse.ts';
import type { Comparison, WhereNode } from './soql-where.ts';
import { isObject } from './values.ts';

const OPERATORS: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  like: 'LIKE',
  in: 'IN',
  nin: 'NOT IN',
};

/** A `where` argument as the tree that queries use too. */
export function whereOf(where: Readonly<Record<string, unknown>>, path: readonly string[] = []): WhereNode {
  const parts = Object.entries(where).map(([name, inside]): WhereNode => {
    if (name === 'and' || name === 'or') {
      if (!Array.isArray(inside)) return wrong(`${name} takes a list`);
      return {
        kind: name,
        parts: inside.map((one: unknown) => (isObject(one) ? whereOf(one, path) : wrong('a condition is an object'))),
      };
    }
    if (!isObject(inside)) return wrong(`the condition of ${name} is no object`);
    if (name === 'not') return { kind: 'not', part: whereOf(inside, path) };
    const compares = Object.keys(inside).some((key) => key in OPERATORS);
    if (!compares) return whereOf(inside, [...path, name]);
    const all = Object.entries(inside).map(([key, value]) => comparison([...path, name], key, value));
    return { kind: 'and', parts: all };
  });
  return { kind: 'and', parts };
}

function comparison(path: readonly string[], key: string, sent: unknown): WhereNode {
  const operator = OPERATORS[key] ?? wrong(`this org knows no operator ${key}`);
  const list: readonly unknown[] = Array.isArray(sent) ? (sent as unknown[]) : [sent];
  const literals = list.map(literalOf);
  const several = operator === 'IN' || operator === 'NOT IN';
  const one: Comparison = {
    path,
    operator,
    value: several ? literals.map((literal) => literal.value) : literals[0]?.value,
    literal: several ? literals.map((literal) => literal.kind) : (literals[0]?.kind ?? 'NULL'),
    days: null,
  };
  return { kind: 'compare', comparison: one };
}

function literalOf(sent: unknown): { readonly value: string; readonly kind: string } {
  if (sent === null) return { value: '', kind: 'NULL' };
  if (typeof sent === 'boolean') return { value: String(sent), kind: 'BOOLEAN' };
  if (typeof sent === 'number') return { value: String(sent), kind: 'DECIMAL' };
  if (typeof sent === 'string')
    return { value: `'${sent.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`, kind: 'STRING' };
  if (isObject(sent) && typeof sent['value'] === 'string') return { value: sent['value'], kind: 'DATETIME' };
  return wrong('a condition compares with a text, a number, true, false or null');
}
