/** What the API answers: a status and a JSON body; no body when undefined. */
export type ApiAnswer = {
  readonly status: number;
  readonly body?: Readonly<Record<string, unknown>>;
  /** On an error: merged with the echoes that AnyDesk puts into its error bodies. */
  readonly fault?: { readonly code: string; readonly error: string };
};

/** A good answer with a JSON body. */
export function ok(body: Readonly<Record<string, unknown>>): ApiAnswer {
  return { status: 200, body };
}

/** An error with AnyDesk's `code` and `error` text. */
export function fault(status: number, code: string, error: string): ApiAnswer {
  return { status, fault: { code, error } };
}

/** Whole number of a query parameter; `fallback` when absent, null when it is none or below `least`. */
export function wholeNumberOf(query: URLSearchParams, name: string, fallback: number, least: number): number | null {
  const text = query.get(name);
  if (text === null) return fallback;
  const number = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least ? number : null;
}

/** One of the allowed words of a query parameter; the first when absent, null when it is another. */
export function wordOf<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly [Word, ...Word[]],
): Word | null {
  const text = query.get(name);
  return text === null ? words[0] : (words.find((word) => word === text) ?? null);
}
