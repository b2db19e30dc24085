import { httpCall } from '../support/http-call.ts';

export type Answer = {
  readonly status: number;
  readonly body: string;
  /** Path and query of a redirection, else null. */
  readonly to: string | null;
  readonly setCookies: readonly string[];
};

export type PostOptions = {
  /** Replaces what the browser would send; an empty text leaves the header out. */
  readonly origin?: string;
  /** Replaces the token of the page; null leaves it out. */
  readonly csrf?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser without script: keeps cookies, and remembers the form token of the page it looked at last. */
export type Visitor = {
  look(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  press(path: string, fields?: Fields, options?: PostOptions): Promise<Answer>;
  signIn(account: { readonly email: string; readonly password: string }): Promise<Answer>;
  readonly cookies: Map<string, string>;
  cookieHeader(): string;
  csrf(): string;
};

export function visitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  let csrf = '';
  const cookieHeader = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const call = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<Answer> => {
    const all = { accept: 'text/html', 'accept-language': 'en', cookie: cookieHeader(), ...headers };
    const sent = body === undefined ? {} : { body };
    const answer = await httpCall(url + path, { method, headers: all, ...sent });
    const setCookies = answer.headers['set-cookie'] ?? [];
    for (const line of setCookies) keep(cookies, line);
    csrf = /name="csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? csrf;
    return { status: answer.status, body: answer.body, to: answer.headers.location ?? null, setCookies };
  };
  const press: Visitor['press'] = (path, fields = {}, options = {}) => {
    const form = new URLSearchParams();
    const token = options.csrf === undefined ? csrf : options.csrf;
    if (token !== null && token !== '') form.set('csrf', token);
    for (const [name, value] of Object.entries(fields)) {
      for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
    }
    const origin = options.origin ?? url;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(origin === '' ? {} : { origin }),
      ...options.headers,
    };
    return call('POST', path, headers, form.toString());
  };
  return {
    look: (path, headers = {}) => call('GET', path, headers),
    press,
    signIn: async ({ email, password }) => {
      const answer = await press('/console/sign-in', { email, password }, { csrf: null });
      if (answer.status === 303) await call('GET', '/console/account', {});
      return answer;
    },
    cookies,
    cookieHeader,
    csrf: () => csrf,
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
  if (name === undefined || value === undefined) return;
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

/** The text a page shows, without markup. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<(script|style|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/\s+/g, ' ');
}

/** Value of the first input of this name. */
export function valueOf(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
}
