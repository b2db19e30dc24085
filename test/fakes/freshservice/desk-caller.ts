import { INTEGRATION_KEY } from './seed.ts';

/** What came back: `json` is undefined when the body is not JSON. */
export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
};

export type CallOptions = {
  readonly key?: string | null;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly rawBody?: string;
  readonly timeoutMs?: number;
};

/** Calls the fake's REST API as a plain HTTP client would. Rejects when no whole answer comes. */
export function deskCaller(url: string) {
  const call = async (method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Reply> => {
    const text = options.rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await fetch(`${url}/api/v2${path}`, {
      method,
      headers: {
        ...credentials(options),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(text === undefined ? {} : { body: text }),
      signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    });
    const received = await answer.text();
    return { status: answer.status, headers: answer.headers, text: received, json: parsed(received) };
  };
  return {
    call,
    get: (path: string, options?: CallOptions) => call('GET', path, undefined, options),
    note: (ticketId: number, html: string, options?: CallOptions) =>
      call('POST', `/tickets/${String(ticketId)}/notes`, { body: html }, options),
  };
}

function credentials({ key, token }: CallOptions): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (key === null) return {};
  return { authorization: `Basic ${Buffer.from(`${key ?? INTEGRATION_KEY}:X`).toString('base64')}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
