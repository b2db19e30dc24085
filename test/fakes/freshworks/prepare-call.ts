import type { Template } from './app-folder.ts';
import { type Side, type Sources, SubstitutionRefused, substitute } from './substitute.ts';

/** A template filled and ready to be sent. */
export type PreparedCall = {
  readonly method: string;
  /** As the outside world would know it: `https://host/path?query`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** What an app passes when it invokes a template. */
export type InvokeOptions = {
  readonly context: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: string | null;
};

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/i;

/** Reads what the app passed. Throws when it is not of the documented form. */
export function readInvokeOptions(given: unknown): InvokeOptions {
  const {
    context = {},
    query = {},
    body,
  } = isPlain(given ?? {}) ? ((given ?? {}) as Record<string, unknown>) : refuse();
  if (!isPlain(context) || !isPlain(query)) throw new SubstitutionRefused('context and query must be objects');
  if (body !== undefined && typeof body !== 'string') throw new SubstitutionRefused('body must be a string');
  return { context, query, body: body ?? null };
}

/** Fills every part of the template. Throws `SubstitutionRefused` with the reason. */
export function prepareCall(template: Template, options: InvokeOptions, side: Side, sources: Sources): PreparedCall {
  const { schema } = template;
  const host = substitute(schema.host, 'host', side, sources);
  if (!DOMAIN.test(host)) throw new SubstitutionRefused(`host "${host}" is not a domain name`);
  const path = substitute(schema.path, 'path', side, sources);
  const url = new URL(`https://${host}${path}`);
  if (url.hostname !== host.toLowerCase()) throw new SubstitutionRefused('the path changes the host');
  for (const [name, value] of Object.entries(options.query)) url.searchParams.set(name, queryValue(name, value));
  for (const [name, text] of Object.entries(schema.query)) {
    url.searchParams.set(name, substitute(text, 'query', side, sources));
  }
  const headers = Object.fromEntries(
    Object.entries(schema.headers).map(([name, text]) => [
      name,
      headerValue(name, substitute(text, 'headers', side, sources)),
    ]),
  );
  if (schema.method === 'GET' && options.body !== null) throw new SubstitutionRefused('a GET takes no body');
  return { method: schema.method, url, headers, body: options.body };
}

function queryValue(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new SubstitutionRefused(`query.${name} must be a text, a number or a flag`);
}

function headerValue(name: string, value: string): string {
  if (/[\0\r\n]/.test(value)) throw new SubstitutionRefused(`header ${name} has a line break in it`);
  return value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(): never {
  throw new SubstitutionRefused('the options of a call must be an object');
}
