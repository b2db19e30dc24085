import http from 'node:http';
import https from 'node:https';
import type { CustomFetch, CustomFetchOptions } from 'openid-client';
import { type AddressRule, isProviderAddress } from './provider-address.ts';
import { ProviderFault } from './provider-trouble.ts';

export type GuardedFetchOptions = AddressRule & { readonly timeoutMs: number };

const LOOPBACK = ['127.0.0.1', '::1'];
/** Keys and descriptions have a few KiB. */
const MOST_BYTES = 1024 * 1024;

/**
 * Calls a provider as `fetch` would, but never reaches a private network, follows no redirection, takes no endless answer, and gives up
 * after `timeoutMs`. Rejects with `ProviderFault` alone.
 */
export function createGuardedFetch(options: GuardedFetchOptions): CustomFetch {
  // The check is made on the address that is then connected to, so a name cannot point elsewhere in between.
  const filter = { keepAlive: false as const, allowIPAddressList: options.allowLoopback ? LOOPBACK : [] };
  let loading: ReturnType<typeof agents> | null = null;
  return async (url, call) => {
    if (!isProviderAddress(url, options)) {
      throw new ProviderFault('private-address', 'an address of the provider is not https');
    }
    const { secure, plain } = await (loading ??= agents(filter));
    return send(new URL(url), call, url.startsWith('https:') ? secure : plain, options.timeoutMs);
  };
}

/** Loaded with the first call: most servers have no provider. */
async function agents(filter: { readonly keepAlive: false; readonly allowIPAddressList: string[] }) {
  const { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } = await import('request-filtering-agent');
  return { secure: new RequestFilteringHttpsAgent(filter), plain: new RequestFilteringHttpAgent(filter) };
}

function send(url: URL, call: CustomFetchOptions, agent: http.Agent, timeoutMs: number): Promise<Response> {
  const start = url.protocol === 'https:' ? https.request : http.request;
  const body = bodyOf(call.body);
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const fail = (error: unknown): void => reject(readFailure(error, signal.aborted, timeoutMs));
    const request = start(url, {
      method: call.method,
      agent,
      signal,
      headers: { ...call.headers, ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    });
    request.on('error', fail);
    request.on('response', (response) => {
      readAnswer(response).then(resolve, fail);
    });
    request.end(body ?? undefined);
  });
}

/** Everything the library sends is a form or nothing. */
function bodyOf(body: CustomFetchOptions['body']): string | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || body instanceof URLSearchParams) return body.toString();
  throw new TypeError('only forms are sent to a provider');
}

async function readAnswer(response: http.IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) throw new ProviderFault('unreachable', 'the answer has no end');
    parts.push(part);
  }
  const status = response.statusCode ?? 0;
  if (status >= 500 || status === 429) throw new ProviderFault('unreachable', `it answered ${status}`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  // Such an answer has no body, and `Response` refuses one, even an empty one.
  const isBare = status === 204 || status === 205 || status === 304;
  return new Response(isBare ? null : Buffer.concat(parts), { status, headers });
}

function readFailure(error: unknown, isLate: boolean, timeoutMs: number): ProviderFault {
  if (error instanceof ProviderFault) return error;
  if (isLate) return new ProviderFault('slow', `no answer within ${timeoutMs / 1000} seconds`);
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  // The filtering agent's errors carry no code.
  if (typeof message === 'string' && message.startsWith('DNS lookup ')) {
    return new ProviderFault('private-address', 'the address leads into a private network');
  }
  return new ProviderFault('unreachable', `no connection (${typeof code === 'string' ? code : 'broken'})`);
}
