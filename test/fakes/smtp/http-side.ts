import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import { isLocalProgram, readBody, sendJson } from '../shared/http.ts';
import type { Mailbox } from './mailbox.ts';
import { sinkRuleSchema, sinkSettingsSchema } from './sink-faults.ts';
import type { SinkJudge } from './sink-judge.ts';
import type { SmtpSide } from './smtp-side.ts';

const LONGEST_WAIT_MS = 25_000;
const LARGEST_BODY_BYTES = 1_048_576;
const FAULTS = z.strictObject({ rules: z.array(sinkRuleSchema), seed: z.number().int().default(1) });

/** A mail's HTML is shown in a sandboxed frame, which takes this policy over: hence inline styles, and no script but our own. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors http://127.0.0.1:* http://localhost:*',
].join('; ');

const PAGE_FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'mailbox.html', type: 'text/html' },
  '/mailbox.css': { file: 'mailbox.css', type: 'text/css' },
  '/mailbox.js': { file: 'mailbox.js', type: 'text/javascript' },
};

export type SinkParts = {
  readonly box: Mailbox;
  readonly judge: SinkJudge;
  readonly smtp: Pick<SmtpSide, 'setSettings'>;
};

/** The mailbox over HTTP: a page for people, JSON for programs. For this machine only. */
export function httpSide(parts: SinkParts): Server {
  return createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      const message = Error.isError(error) ? error.message : 'unknown';
      if (!response.headersSent) sendJson(response, 400, { error: message });
    });
  });
}

async function answer(parts: SinkParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { box, judge, smtp } = parts;
  if (!isLocalProgram(request)) return sendJson(response, 403, { error: 'Only this machine may read the mailbox.' });
  const url = new URL(request.url ?? '/', 'http://localhost');
  const page = request.method === 'GET' ? PAGE_FILES[url.pathname] : undefined;
  if (page !== undefined) return sendPage(response, page);
  const what = `${request.method ?? ''} ${url.pathname.replace(/\/\d{1,9}(?=\/|$)/, '/:id')}`;
  const id = Number(/\/(\d{1,9})(?=\/|$)/.exec(url.pathname)?.[1] ?? 0);
  switch (what) {
    case 'GET /messages':
      return sendJson(response, 200, listed(box, url.searchParams.get('to')));
    case 'GET /messages/:id':
      return sendFound(response, box.find(id));
    case 'GET /messages/:id/raw':
      return sendRaw(response, box.raw(id));
    case 'DELETE /messages':
      box.clear();
      return sendJson(response, 200, {});
    case 'GET /changes':
      return sendChange(box, response, Number(url.searchParams.get('seen') ?? -1));
    case 'GET /attempts':
      return sendJson(response, 200, judge.attempts);
    case 'GET /faults':
      return sendJson(response, 200, judge.rules.list());
    case 'POST /faults': {
      const { rules, seed } = FAULTS.parse(await readJson(request));
      judge.setRules(rules, seed);
      return sendJson(response, 200, {});
    }
    case 'POST /settings':
      smtp.setSettings(sinkSettingsSchema.parse(await readJson(request)));
      return sendJson(response, 200, {});
    default:
      return sendJson(response, 404, { error: `There is no ${what} here.` });
  }
}

function listed(box: Mailbox, to: string | null): unknown {
  return box.list().filter((mail) => to === null || mail.envelope.to.includes(to));
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

function sendFound(response: ServerResponse, value: unknown): void {
  if (value === null) sendJson(response, 404, { error: 'There is no such mail.' });
  else sendJson(response, 200, value);
}

function sendRaw(response: ServerResponse, bytes: Buffer | null): void {
  if (bytes === null) return sendFound(response, null);
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(bytes);
}

async function sendChange(box: Mailbox, response: ServerResponse, seen: number): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const version = await box.changed(seen, AbortSignal.any([gone.signal, AbortSignal.timeout(LONGEST_WAIT_MS)]));
  if (!response.destroyed) sendJson(response, 200, { version });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw new Error('Send application/json.');
  return JSON.parse((await readBody(request, LARGEST_BODY_BYTES)) ?? '');
}
