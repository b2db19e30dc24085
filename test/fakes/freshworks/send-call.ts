import { setTimeout as pause } from 'node:timers/promises';
import type { CallFault } from './call-faults.ts';
import type { PreparedCall } from './prepare-call.ts';

/** What an app gets for a call: `response` is a text whatever it holds. */
export type TemplateAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly response: string;
};

export type SendOptions = {
  /** Host names to the servers that stand for them. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly closing: AbortSignal;
};

const LARGEST_ANSWER_BYTES = 6 * 1024 * 1024;

/** Sends one attempt. What the platform itself has to say comes as an answer too: 502 without a connection, 504 when it took too long. */
export async function sendCall(
  call: PreparedCall,
  fault: CallFault | null,
  options: SendOptions,
): Promise<TemplateAnswer> {
  switch (fault?.kind) {
    case 'rate-limited':
      return TOO_MANY;
    case 'status':
      return ownAnswer(fault.status, '<html><head><title>Error</title></head><body>gateway</body></html>');
    case 'reset':
      if (fault.sent) await reallySend(call, options);
      return NO_CONNECTION;
    case 'time-out':
      await Promise.all([
        pause(fault.afterMs, undefined, { signal: options.closing }),
        fault.sent ? reallySend(call, options) : null,
      ]);
      return TOO_LATE;
    case 'slow':
      if (fault.delayMs >= options.timeoutMs) {
        await pause(options.timeoutMs, undefined, { signal: options.closing });
        return TOO_LATE;
      }
      await pause(fault.delayMs, undefined, { signal: options.closing });
      return reallySend(call, options);
    case 'malformed':
    case 'html':
    case 'empty':
    case 'huge':
      return spoilt(await reallySend(call, options), fault.kind);
    case 'no-authorization':
    case undefined:
      return reallySend(call, options);
    default:
      return fault satisfies never;
  }
}

/** The platform's own limit is reached. */
export const TOO_MANY = ownAnswer(429, 'The app has used up its calls of this minute.');
const NO_CONNECTION = ownAnswer(502, 'Error in establishing a connection.');
const TOO_LATE = ownAnswer(504, 'The request timed out.');

export function ownAnswer(status: number, response: string): TemplateAnswer {
  return { status, headers: {}, response };
}

async function reallySend(call: PreparedCall, { hosts, timeoutMs, closing }: SendOptions): Promise<TemplateAnswer> {
  const base = hosts[call.url.hostname];
  if (base === undefined) return NO_CONNECTION;
  try {
    const answer = await fetch(new URL(call.url.pathname + call.url.search, base), {
      method: call.method,
      headers: { ...call.headers },
      ...(call.body === null ? {} : { body: call.body }),
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]),
    });
    const response = await readAtMost(answer, LARGEST_ANSWER_BYTES);
    if (response === null) return ownAnswer(502, 'The response is larger than 6 MB.');
    return { status: answer.status, headers: Object.fromEntries(answer.headers), response };
  } catch (error) {
    return (error as { readonly name?: string }).name === 'TimeoutError' ? TOO_LATE : NO_CONNECTION;
  }
}

async function readAtMost(answer: Response, limitBytes: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > limitBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function spoilt(answer: TemplateAnswer, kind: 'malformed' | 'html' | 'empty' | 'huge'): TemplateAnswer {
  switch (kind) {
    case 'malformed':
      return { ...answer, response: answer.response.slice(0, Math.floor(answer.response.length / 2)) };
    case 'html':
      return { ...answer, status: 200, response: '<!doctype html><title>Welcome</title><p>Please log in.</p>' };
    case 'empty':
      return { ...answer, response: '' };
    case 'huge':
      return ownAnswer(502, 'The response is larger than 6 MB.');
    default:
      return kind satisfies never;
  }
}
