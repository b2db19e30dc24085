import { PassThrough } from 'node:stream';
import { Transport } from 'jsforce/lib/transport.js';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types/common.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import { readBody } from '../../shared/read-body.ts';

export type ExchangeOptions = {
  readonly fetch: typeof globalThis.fetch;
  /** For the whole of it, the body too. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
};

/** `body` null: longer than agreed. */
export type LastReply = { readonly status: number; readonly headers: Headers; readonly body: string | null };

/** Sends of one request, the first counted: one with the token we had, two with new ones. */
const MOST_SENDS = 3;

/**
 * How one call of jsforce reaches the network, and what came back. jsforce's own transport follows redirections with the token in its
 * headers, reads without limit or time-out, and ends the process when an answer breaks in the middle.
 */
export class Exchange extends Transport {
  last: LastReply | null = null;
  /** Why the last send has no reply. */
  failure: unknown = null;
  readonly #options: ExchangeOptions;
  /** Where to: jsforce repeats a request at the old address although a new token may have named another. */
  readonly #origin: () => string;
  #sends = 0;

  constructor(options: ExchangeOptions, origin: () => string) {
    super();
    this.#options = options;
    this.#origin = origin;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: this.#send(request) }));
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    this.#sends += 1;
    this.last = null;
    this.failure = null;
    try {
      const response = await this.#fetch(request);
      const body = await readBody(response, this.#options.maxAnswerBytes);
      this.last = { status: response.status, headers: response.headers, body };
    } catch (error) {
      this.failure = error;
      throw error;
    }
    // Returned to jsforce, a further 401 would mean a further token, and so on without end.
    if (this.last.status === 401 && this.#sends >= MOST_SENDS) throw new Error('the new token is refused too');
    const headers = Object.fromEntries(this.last.headers);
    return { statusCode: this.last.status, headers, body: this.last.body ?? '' };
  }

  #fetch({ url, method, headers = {}, body }: HttpRequest): Promise<Response> {
    const { pathname, search } = new URL(url);
    const { 'content-length': _length, ...sent } = headers;
    const init = {
      method,
      headers: sent,
      redirect: 'manual',
      signal: AbortSignal.timeout(this.#options.timeoutMs),
    } as const;
    const target = new URL(pathname + search, this.#origin());
    return this.#options.fetch(target, typeof body === 'string' ? { ...init, body } : init);
  }
}
