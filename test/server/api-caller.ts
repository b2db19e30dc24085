import { type HttpAnswer, httpCall } from '../support/http-call.ts';

/** Calls the API with exactly the bytes and headers that a test names. `panelClient` is for calls that are as they should be. */
export type ApiCaller = {
  /** `body`: a string goes as it is, anything else as JSON. */
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
};

/** `path` is below `/api/v1`. `secret` null: without credentials. */
export function apiCaller(url: string, secret: string | null): ApiCaller {
  const credentials: Record<string, string> = secret === null ? {} : { authorization: `Bearer ${secret}` };
  return {
    post: (path, body, headers = {}) =>
      httpCall(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { ...credentials, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    get: (path, headers = {}) => httpCall(`${url}/api/v1${path}`, { headers: { ...credentials, ...headers } }),
  };
}

/** What a refused call tells: status, kind of answer, and the last word of the problem's type. */
export type ToldProblem = { readonly status: number; readonly kind: string; readonly type: string };

export function toldProblem({ status, headers, body }: HttpAnswer): ToldProblem {
  const value = JSON.parse(body) as { readonly type?: unknown; readonly status?: unknown };
  if (value.status !== status) throw new Error(`The body says ${String(value.status)}, the answer ${status}.`);
  const kind = (headers['content-type'] ?? '').split(';')[0] ?? '';
  return { status, kind, type: String(value.type).split(':').at(-1) ?? '' };
}

/** The answer that a test expects of a refused call. */
export function problem(status: number, type: string): ToldProblem {
  return { status, kind: 'application/problem+json', type };
}

/** Paths of the fields that a 422 names, each once. */
export function namedFields({ body }: HttpAnswer): readonly string[] {
  const { errors = [] } = JSON.parse(body) as { readonly errors?: readonly { readonly path: string }[] };
  return [...new Set(errors.map(({ path }) => path))];
}
