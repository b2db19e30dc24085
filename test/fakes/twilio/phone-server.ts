import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { isLocalProgram, readBody, sendJson } from '../shared/http.ts';
import type { FakeAccount, Posted } from './account.ts';

const LARGEST_BODY_BYTES = 10_000;
const ANSWER = z.strictObject({ from: z.string().regex(/^\+[1-9][0-9]{6,14}$/), words: z.string().min(1).max(1600) });

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors http://127.0.0.1:* http://localhost:*',
].join('; ');

const PAGE_FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'phone.html', type: 'text/html' },
  '/phone.css': { file: 'phone.css', type: 'text/css' },
  '/phone.js': { file: 'phone.js', type: 'text/javascript' },
};

/** What was answered from a phone, and whether anybody heard it. */
type Answered = { readonly from: string; readonly body: string; readonly createdAt: number; readonly status: string };

export type PhoneParts = {
  readonly account: FakeAccount;
  readonly now: () => number;
  /** Tells the account's webhook what somebody answered. Null: it has none. */
  readonly answer: ((from: string, words: string) => Promise<Posted>) | null;
};

/** The phones of everybody who got a text message: a page for people, JSON for programs. For this machine only. */
export function phoneServer(parts: PhoneParts): Server {
  const answered: Answered[] = [];
  return createServer((request, response) => {
    serve(parts, answered, request, response).catch((error: unknown) => {
      const message = Error.isError(error) ? error.message : 'unknown';
      if (!response.headersSent) sendJson(response, 400, { error: message });
    });
  });
}

async function serve(
  parts: PhoneParts,
  answered: Answered[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLocalProgram(request)) return sendJson(response, 403, { error: 'Only this machine may read the phone.' });
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const page = request.method === 'GET' ? PAGE_FILES[pathname] : undefined;
  if (page !== undefined) return sendPage(response, page);
  switch (`${request.method ?? ''} ${pathname}`) {
    case 'GET /messages':
      return sendJson(response, 200, conversation(parts.account, answered));
    case 'POST /answers':
      return sendJson(response, 200, await take(parts, answered, request));
    default:
      return sendJson(response, 404, { error: 'There is no such thing on the phone.' });
  }
}

/** Both directions, oldest first. */
function conversation({ messages }: FakeAccount, answered: readonly Answered[]): readonly object[] {
  const received = messages.map(({ sid, to, body, createdAt, status }) => {
    return { sid, phone: to, body, createdAt, status, direction: 'received' };
  });
  const sent = answered.map(({ from, ...rest }) => ({ phone: from, ...rest, direction: 'sent' }));
  return [...received, ...sent].toSorted((a, b) => a.createdAt - b.createdAt);
}

async function take({ now, answer }: PhoneParts, answered: Answered[], request: IncomingMessage): Promise<Answered> {
  const { from, words } = ANSWER.parse(JSON.parse((await readBody(request, LARGEST_BODY_BYTES)) ?? ''));
  const posted = answer === null ? null : await answer(from, words);
  const status = posted !== null && posted.status < 300 ? 'delivered' : 'undelivered';
  const one = { from, body: words, createdAt: now(), status };
  answered.push(one);
  return one;
}

function sendPage(response: ServerResponse, { file, type }: { readonly file: string; readonly type: string }): void {
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': POLICY,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(readFileSync(new URL(file, import.meta.url)));
}
