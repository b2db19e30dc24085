import { cookieJar } from '../support/cookie-jar.ts';

/** What came back from one request; redirects are not followed. */
export type Came = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
};

export type Visitor = {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Came>;
  readonly head: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Came>;
  /** A form post with exactly these headers beside `content-type`. */
  post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Came>;
};

/** What a browser sends when a person presses a button of our page, when a script does, and what one sends that tells nothing. */
export const PRESSES = {
  person: {
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'sec-fetch-user': '?1',
  },
  script: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  fetched: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
  old: {},
} as const;

/** A browser: it keeps the name that the join page gave it, and takes other cookies only where a test hands them over or `keeps` says so. */
export function visitor(publicUrl: string, keeps: RegExp = /^sr-device$/): Visitor {
  const kept = cookieJar(keeps);
  const ask = async (path: string, init: RequestInit): Promise<Came> => {
    const headers = new Headers(init.headers);
    const cookie = kept.header(headers.get('cookie'));
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(publicUrl + path, { ...init, headers, redirect: 'manual' });
    kept.take(response.headers.getSetCookie());
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    head: (path, headers = {}) => ask(path, { method: 'HEAD', headers }),
    post: (path, form, headers = {}) =>
      ask(path, { method: 'POST', headers: { origin: publicUrl, ...headers }, body: new URLSearchParams(form) }),
  };
}

/** The hidden fields of the form that posts to `action`. */
export function hiddenFields(page: string, action: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*action="[^"?]*/${action}(?:\\?[^"]*)?"[^>]*>([\\s\\S]*?)</form>`).exec(page)?.[1];
  if (form === undefined) throw new Error(`the page has no form for ${action}`);
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries(Array.from(fields, ([, name = '', value = '']) => [name, unescaped(value)]));
}

export function hasForm(page: string, action: string): boolean {
  return new RegExp(`<form[^>]*action="[^"?]*/${action}["?]`).test(page);
}

/** The text of the page as a reader has it, without tags. */
export function textOf(page: string): string {
  return unescaped(page.replaceAll(/<head>[\s\S]*<\/head>|<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ');
}

function unescaped(text: string): string {
  const signs: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#x27': "'",
    '#x3D': '=',
    '#x60': '`',
  };
  return text.replaceAll(/&([a-z]+|#x[0-9A-F]+);/g, (whole, name: string) => signs[name] ?? whole);
}
