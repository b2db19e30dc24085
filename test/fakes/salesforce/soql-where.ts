import type { Condition, Query, WhereClause } from '@jetstreamapp/soql-parser-js';
import { malformed } from './soql-faults.ts';

/** One comparison of a WHERE clause. */
export type Comparison = {
  readonly path: readonly string[];
  readonly operator: string;
  readonly value: unknown;
  readonly literal: string | readonly string[];
  /** Days of LAST_N_DAYS:3 and its like. */
  readonly days: number | null;
};

export type WhereNode =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly WhereNode[] }
  | { readonly kind: 'not'; readonly part: WhereNode }
  | { readonly kind: 'compare'; readonly comparison: Comparison };

/** The values that a query inside a condition finds. */
export type AnswerInner = (query: Query) => readonly string[];
const noInner: AnswerInner = () => malformed('this org answers no queries inside these conditions');

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Comparison;

/** The parser gives comparisons in a row with counted parentheses; this makes a tree of them. Mixing AND and OR needs parentheses. */
export function whereTree(clause: WhereClause, answer: AnswerInner = noInner): WhereNode {
  const tokens = tokensOf(clause, answer);
  let at = 0;

  const joined = (): WhereNode => {
    const parts = [single()];
    const operator = tokens[at];
    if (operator !== 'AND' && operator !== 'OR') return parts[0] ?? malformed('unexpected end of query');
    while (tokens[at] === operator) {
      at += 1;
      parts.push(single());
    }
    if (tokens[at] === 'AND' || tokens[at] === 'OR') malformed('AND and OR need parentheses to stand together');
    return { kind: operator === 'AND' ? 'and' : 'or', parts };
  };
  const single = (): WhereNode => {
    const token = tokens[at];
    at += 1;
    if (token === 'NOT') return { kind: 'not', part: single() };
    if (token === '(') {
      const inside = joined();
      if (tokens[at] !== ')') malformed('expecting a right parentheses');
      at += 1;
      return inside;
    }
    if (token === undefined || typeof token === 'string') return malformed(`unexpected token: '${String(token)}'`);
    return { kind: 'compare', comparison: token };
  };

  const tree = joined();
  if (at < tokens.length) malformed('unexpected tokens at the end of the query');
  return tree;
}

function tokensOf(clause: WhereClause, answer: AnswerInner): Token[] {
  const { left } = clause;
  const after = 'operator' in clause ? [clause.operator, ...tokensOf(clause.right, answer)] : [];
  if (left === null) return after;
  const opened = Array.from({ length: left.openParen ?? 0 }, () => '(' as const);
  if (!('operator' in left)) return [...opened, ...after];
  const closed = Array.from({ length: left.closeParen ?? 0 }, () => ')' as const);
  return [...opened, comparisonOf(left, answer), ...closed, ...after];
}

function comparisonOf(
  condition: Exclude<Condition, { operator?: never }> | { valueQuery: unknown },
  answer: AnswerInner,
): Comparison {
  if (!('field' in condition)) return malformed('this org knows no functions in conditions');
  if ('valueQuery' in condition) {
    const value = answer(condition.valueQuery as Query).map((one) => `'${one}'`);
    return { path: condition.field.split('.'), operator: condition.operator, value, literal: 'STRING', days: null };
  }
  const days = 'dateLiteralVariable' in condition ? condition.dateLiteralVariable : null;
  return {
    path: condition.field.split('.'),
    operator: condition.operator,
    value: condition.value,
    literal: condition.literalType ?? 'STRING',
    days: typeof days === 'number' ? days : null,
  };
}
