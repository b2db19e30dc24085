import type { RequestCreated, SessionRequestEvent } from '../../core/session-request/events.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { event } from './events.ts';
import { fold } from './histories.ts';
import { at } from './times.ts';

export type MadeRequest = { readonly request: SessionRequest; readonly events: readonly SessionRequestEvent[] };

/** A request as its events make it: created as usual at 9 or at `createdAt`, with `over` replaced, and then whatever `later` says. */
export function aRequest(
  over: Partial<RequestCreated> & { readonly createdAt?: number } = {},
  later: readonly SessionRequestEvent[] = [],
): MadeRequest {
  const { createdAt = at('09:00'), ...created } = over;
  const events = [event('request-created', createdAt, created), ...later];
  return { request: fold(events), events };
}

/** The same request after some more events; only those are in `events`. */
export function afterwards(
  request: SessionRequest,
  before: readonly SessionRequestEvent[],
  ...later: SessionRequestEvent[]
): MadeRequest {
  const after = fold([...before, ...later]);
  if (after.id !== request.id) throw new Error('the events before are those of another request');
  return { request: after, events: later };
}
