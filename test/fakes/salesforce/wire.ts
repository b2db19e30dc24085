import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiAnswer } from './api-call.ts';

type Rendered = { readonly type: string; readonly bytes: Buffer };

function render(answer: ApiAnswer): Rendered {
  if (answer.html !== undefined) return { type: 'text/html; charset=utf-8', bytes: Buffer.from(answer.html) };
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  return { type: 'application/json;charset=UTF-8', bytes: Buffer.from(text) };
}

/** Sends an answer, after a delay. Ends early without a complaint when the caller leaves or `signal` fires. */
export async function send(
  response: ServerResponse,
  answer: ApiAnswer,
  delayMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (delayMs > 0 && !(await waited(delayMs, signal))) return;
  const { type, bytes } = render(answer);
  response.writeHead(answer.status, {
    ...(bytes.length > 0 ? { 'content-type': type } : {}),
    ...answer.headers,
    ...(answer.status === 204 ? {} : { 'content-length': String(bytes.length) }),
  });
  response.end(bytes);
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

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await pause(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
