import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gatewayPage } from './answers.ts';
import type { ApiAnswer } from './answers.ts';
import type { Fault } from './faults.ts';

/** The bytes of an answer. */
function render(answer: ApiAnswer): { readonly type: string; readonly bytes: Buffer } {
  if (answer.html !== undefined) return { type: 'text/html; charset=utf-8', bytes: Buffer.from(answer.html) };
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  return { type: 'application/json; charset=utf-8', bytes: Buffer.from(text) };
}

/** Sends an answer whole, or after a delay and drop by drop. Ends early without a complaint when the caller leaves or `signal` fires. */
export async function send(
  response: ServerResponse,
  answer: ApiAnswer,
  slow: Extract<Fault, { kind: 'slow' }> | null,
  signal: AbortSignal,
): Promise<void> {
  const { type, bytes } = render(answer);
  if (slow !== null && !(await waited(slow.delayMs, signal))) return;
  const withType = bytes.length > 0 ? { 'content-type': type } : {};
  response.writeHead(answer.status, { ...withType, ...answer.headers, ...lengthOf(answer.status, bytes) });
  if (slow === null || slow.bytesPerSecond === null) {
    response.end(bytes);
    return;
  }
  for (const byte of bytes) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    if (!(await waited(1000 / slow.bytesPerSecond, signal))) return;
  }
  response.end();
}

function lengthOf(status: number, bytes: Buffer): Record<string, string> {
  return status === 204 ? {} : { 'content-length': String(bytes.length) };
}

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await pause(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** Sends half of the answer and cuts the connection. */
export function sendHalf(response: ServerResponse, answer: ApiAnswer): void {
  const { type, bytes } = render(answer);
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-type': type,
    'content-length': String(bytes.length),
  });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
}

/** Sends a valid JSON answer padded to many megabytes, without holding them in memory. */
export async function sendHuge(response: ServerResponse, answer: ApiAnswer, megabytes: number): Promise<void> {
  const { type, bytes } = render(answer);
  response.writeHead(answer.status, { ...answer.headers, 'content-type': type });
  const padding = Buffer.alloc(1_048_576, ' ');
  for (let sent = 0; sent < megabytes && !response.destroyed; sent += 1) {
    if (!response.write(padding)) await drained(response);
  }
  response.end(bytes);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

/** An answer with the success status of the real one and a body that is not what it claims. */
export function spoilt(answer: ApiAnswer, kind: 'malformed-json' | 'html-answer' | 'empty-answer'): ApiAnswer {
  const { status, headers = {} } = answer;
  switch (kind) {
    case 'malformed-json':
      return {
        status,
        headers: { ...headers, 'content-type': 'application/json' },
        html: '{"conversation":{"id":2700',
      };
    case 'html-answer':
      return { ...gatewayPage(200, 'Signing in'), status, headers };
    case 'empty-answer':
      return { status, headers };
    default:
      return kind satisfies never;
  }
}

/** What the desk, or the gateway before it, answers when it fails. */
export function failure(status: number, body: 'json' | 'html' | 'empty'): ApiAnswer {
  switch (body) {
    case 'json':
      return { status, body: { code: 'internal_error', message: 'Something went wrong on our side.' } };
    case 'html':
      return gatewayPage(status, status === 502 ? 'Bad Gateway' : 'Service Unavailable');
    case 'empty':
      return { status };
    default:
      return body satisfies never;
  }
}
