import type { ServerResponse } from 'node:http';
import { errorAnswer } from './api-call.ts';
import type { ApiAnswer } from './api-call.ts';
import type { OpenCall } from './call-log.ts';
import type { CallFaults, Fate } from './faults.ts';
import { send, sendHalf } from './wire.ts';

/** Whether a call under this fate is carried out. */
export function isDone(fate: Fate | null): boolean {
  if (fate === null) return true;
  switch (fate.kind) {
    case 'reset':
    case 'hang':
    case 'unauthorized':
    case 'limit':
      return false;
    case 'error':
      return fate.done;
    case 'lost-answer':
    case 'truncated':
    case 'malformed-json':
    case 'html-answer':
    case 'empty-answer':
    case 'hidden':
      return true;
    default:
      return fate satisfies never;
  }
}

/** Lets an answer travel as the call's faults say. */
export async function carryOut(
  response: ServerResponse,
  answer: ApiAnswer,
  struck: CallFaults,
  entry: OpenCall,
  closing: AbortSignal,
): Promise<void> {
  const fate = struck.main;
  if (fate?.kind === 'hang') return;
  if (fate?.kind === 'lost-answer' || (fate?.kind === 'hidden' && fate.answer === 'lost')) {
    response.socket?.destroy();
    return;
  }
  const told = toldAnswer(fate, answer);
  entry.update({ status: told.status });
  if (fate?.kind === 'truncated') sendHalf(response, told);
  else await send(response, told, struck.delayMs, closing);
}

function toldAnswer(fate: Fate | null, answer: ApiAnswer): ApiAnswer {
  if (fate === null) return answer;
  const headers = answer.headers ?? {};
  switch (fate.kind) {
    case 'unauthorized':
      return { ...errorAnswer(401, 'INVALID_SESSION_ID', 'Session expired or invalid'), headers };
    case 'limit':
      return { ...errorAnswer(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), headers };
    case 'error':
      if (fate.body === 'json')
        return { ...errorAnswer(fate.status, 'SERVER_UNAVAILABLE', 'Service unavailable'), headers };
      return fate.body === 'html' ? { status: fate.status, html: page(fate.status) } : { status: fate.status };
    case 'malformed-json':
      return { status: answer.status, html: '[{"id":', headers: { ...headers, 'content-type': 'application/json' } };
    case 'html-answer':
      return { status: answer.status, html: page(answer.status) };
    case 'empty-answer':
      return { status: answer.status, headers: { ...headers, 'content-type': 'application/json' } };
    case 'reset':
    case 'hang':
    case 'lost-answer':
    case 'truncated':
    case 'hidden':
      return answer;
    default:
      return fate satisfies never;
  }
}

function page(status: number): string {
  return `<html><head><title>${String(status)}</title></head><body><h1>We are down for maintenance.</h1></body></html>`;
}
