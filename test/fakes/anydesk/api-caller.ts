import { authorization, type Licence } from './api-signature.ts';
import { DEFAULT_OPTIONS } from './desk-options.ts';

export type ApiReply = { readonly status: number; readonly json: Readonly<Record<string, unknown>> };

/** A client of the fake API for its own tests: signs as AnyDesk says, and may sign wrongly on purpose. */
export class ApiCaller {
  readonly #base: string;
  readonly #nowMs: () => number;
  readonly licence: Licence;

  constructor(base: string, nowMs: () => number, licence: Licence = DEFAULT_OPTIONS.licence) {
    this.#base = base;
    this.#nowMs = nowMs;
    this.licence = licence;
  }

  /** Sends a signed request. `body` is serialised once and exactly that text is signed. */
  async call(
    method: string,
    resource: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiReply> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const timestamp = String(Math.floor(this.#nowMs() / 1000));
    const response = await fetch(this.#base + resource, {
      method,
      headers: {
        authorization: authorization({ method, resource, body: text }, timestamp, this.licence),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    return { status: response.status, json: answer === '' ? {} : (JSON.parse(answer) as ApiReply['json']) };
  }

  get(resource: string): Promise<ApiReply> {
    return this.call('GET', resource);
  }
}
