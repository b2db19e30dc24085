import { invalid } from './answers.ts';
import type { ApiAnswer, CallOutcome, FieldError } from './answers.ts';

const DEFAULT_PER_PAGE = 30;
const MOST_PER_PAGE = 100;

export type PageWish = { readonly page: number; readonly perPage: number };

/** Reads `page` and `per_page`; more than 100 a page is an error, as is any query parameter outside `others`. */
export function readPage(query: URLSearchParams, others: readonly string[]): PageWish | CallOutcome {
  const page = readCount(query.get('page'), 1, 1_000_000);
  const perPage = readCount(query.get('per_page'), DEFAULT_PER_PAGE, MOST_PER_PAGE);
  const errors = [
    ...unknownParameters(query, ['page', 'per_page', ...others]),
    ...(page === null ? [wrong('page', 'It must be a positive whole number')] : []),
    ...(perPage === null ? [wrong('per_page', 'It must be a whole number from 1 to 100')] : []),
  ];
  return errors.length > 0 || page === null || perPage === null ? invalid(errors) : { page, perPage };
}

export function unknownParameters(query: URLSearchParams, known: readonly string[]): FieldError[] {
  return [...new Set(query.keys())]
    .filter((name) => !known.includes(name))
    .map((field) => ({ field, message: 'This parameter is not known here', code: 'invalid_field' }));
}

function wrong(field: string, message: string): FieldError {
  return { field, message, code: 'invalid_value' };
}

function readCount(text: string | null, fallback: number, most: number): number | null {
  if (text === null) return fallback;
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : null;
}

/** One page of `all` under `name`; the `Link` header names the next page and is absent on the last. */
export function pageOf(name: string, all: readonly unknown[], wish: PageWish, url: URL): ApiAnswer {
  const end = wish.page * wish.perPage;
  const body = { [name]: all.slice(end - wish.perPage, end) };
  if (end >= all.length) return { status: 200, body };
  const next = new URL(url);
  next.searchParams.set('page', String(wish.page + 1));
  next.searchParams.set('per_page', String(wish.perPage));
  return { status: 200, body, headers: { link: `<${next.href}>; rel="next"` } };
}
