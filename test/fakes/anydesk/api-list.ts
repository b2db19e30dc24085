import { type ApiAnswer, fault, ok, wholeNumberOf, wordOf } from './api-answer.ts';

export type SortKeys<Row> = { readonly [name: string]: (row: Row) => number | string };

export type ListRequest<Row> = {
  readonly query: URLSearchParams;
  /** Already filtered. */
  readonly rows: readonly Row[];
  readonly sortKeys: SortKeys<Row>;
  readonly defaultSort: string;
  /** Further members of the envelope. */
  readonly echo: Readonly<Record<string, unknown>>;
  readonly show: (row: Row) => unknown;
};

/** Sorts, pages and wraps rows the way every AnyDesk list does: offset from 0, limit -1 or absent for everything, newest first. */
export function listAnswer<Row>(list: ListRequest<Row>): ApiAnswer {
  const offset = wholeNumberOf(list.query, 'offset', 0, 0);
  const limit = wholeNumberOf(list.query, 'limit', -1, -1);
  const order = wordOf(list.query, 'order', ['desc', 'asc']);
  const key = list.sortKeys[list.query.get('sort') ?? list.defaultSort];
  if (offset === null || limit === null || order === null || key === undefined) return badQuery();
  const sorted = list.rows.toSorted((a, b) => compare(key(a), key(b)) * (order === 'asc' ? 1 : -1));
  const page = sorted.slice(offset, limit === -1 ? undefined : offset + limit);
  const numbers = { count: sorted.length, selected: page.length, offset, limit };
  return ok({ ...numbers, ...list.echo, list: page.map((row) => list.show(row)) });
}

/** The answer to a query parameter that makes no sense. */
export function badQuery(): ApiAnswer {
  return fault(400, 'invalid_parameter', 'A query parameter has a value that is not allowed');
}

function compare(a: number | string, b: number | string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
