import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { readBody } from '../shared/http.ts';

/** One question of a page or a program, read. */
export type Asked = {
  readonly url: URL;
  /** What the path's `:name` parts stood for. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
};

export type Replied =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'html'; readonly status: number; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: string };

export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  respond(asked: Asked): Promise<Replied> | Replied;
};

/** A question that cannot be answered; its sentence is for whoever asked. */
export class Unanswerable extends Error {
  readonly code = 'fake.unanswerable';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const LARGEST_BODY_BYTES = 8 * 1024 * 1024;

export async function answerRoute(routes: readonly Route[], request: IncomingMessage): Promise<Replied> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  for (const route of routes) {
    const params = route.method === request.method ? match(route.path, url.pathname) : null;
    if (params === null) continue;
    const body = route.method === 'POST' ? await readJson(request) : undefined;
    return route.respond({ url, params, body });
  }
  throw new Unanswerable(404, `There is no ${request.method ?? ''} ${url.pathname} here.`);
}

export function json(value: unknown): Replied {
  return { kind: 'json', value };
}

/** The checked body of a question. */
export function bodyAs<Schema extends z.ZodType>(schema: Schema, { body }: Asked): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new Unanswerable(400, read.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; '));
}

function match(shape: string, path: string): Record<string, string> | null {
  const wanted = shape.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? '');
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return params;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw new Unanswerable(415, 'Send JSON.');
  const text = await readBody(request, LARGEST_BODY_BYTES);
  if (text === null) throw new Unanswerable(413, 'The body is too large.');
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    throw new Unanswerable(400, 'The body is not JSON.');
  }
}
