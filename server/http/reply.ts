import type { Request, RequestHandler, Response } from 'express';
import type { EventStream } from './event-stream.ts';
import { openEventStream } from './event-stream.ts';

/** What a handler answers. Handlers return it; `replying` alone touches the response. */
export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body: ReplyBody;
};

type ReplyBody =
  | { readonly kind: 'json'; readonly value: unknown; readonly type?: string }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'text'; readonly text: string; readonly type: string }
  | { readonly kind: 'nothing' }
  /** `open` gets the stream and returns what to do when the reader has gone. */
  | { readonly kind: 'events'; readonly open: (stream: EventStream) => () => void };

export type Handler = (request: Request) => Promise<Reply> | Reply;

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'cache-control': 'no-store', ...headers },
  body: { kind: 'json', value },
});

export const html = (status: number, page: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'cache-control': 'no-store', ...headers },
  body: { kind: 'html', html: page },
});

/** After a form post: look at the result by GET. `to` is a path of ours, or an address that was checked. */
export const seeOther = (to: string, cookies: readonly string[] = []): Reply => ({
  status: 303,
  headers: { location: to, 'cache-control': 'no-store' },
  cookies,
  body: { kind: 'nothing' },
});

export const nothing = (status: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'cache-control': 'no-store', ...headers },
  body: { kind: 'nothing' },
});

/** Makes an Express handler of one of ours. A throw goes to the problem middleware. */
export function replying(handler: Handler): RequestHandler {
  return async (request, response) => {
    send(await handler(request), request, response);
  };
}

function send(reply: Reply, request: Request, response: Response): void {
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.cookies !== undefined && reply.cookies.length > 0) response.setHeader('set-cookie', [...reply.cookies]);
  const { body } = reply;
  switch (body.kind) {
    case 'json':
      response.setHeader('content-type', body.type ?? 'application/json; charset=utf-8');
      response.end(JSON.stringify(body.value));
      return;
    case 'html':
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(body.html);
      return;
    case 'text':
      response.setHeader('content-type', body.type);
      response.end(body.text);
      return;
    case 'nothing':
      response.end();
      return;
    case 'events':
      openEventStream(request, response, body.open);
      return;
    default:
      body satisfies never;
  }
}
