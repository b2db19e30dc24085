import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { evolve } from '../../core/session-request/evolve.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { event } from './events.ts';
import { at } from './times.ts';

type History = readonly SessionRequestEvent[];

/** How the usual request comes to each status: created at 9, joined at 9:05, allowed at 9:10, connected from 9:15. */
export const OPEN: History = [event('request-created', at('09:00'))];
export const WAITING: History = [...OPEN, event('recipient-joined', at('09:05'))];
export const READY: History = [...WAITING, event('access-granted', at('09:10'))];
export const CONNECTED: History = [...READY, event('session-started', at('09:15'))];
/** Connected until 9:45, then broken off: may be taken up again. */
export const READY_AGAIN: History = [...CONNECTED, event('session-ended', at('09:45'))];
export const CLOSED: History = [...WAITING, event('request-closed', at('10:00'))];
/** Never joined; its day was over at 9 on the second day. */
export const EXPIRED: History = [...OPEN, event('request-expired', at('09:00', 2))];

/** The request that these events make. */
export function fold(history: History): SessionRequest {
  let request: SessionRequest | null = null;
  for (const next of history) request = evolve(request, next);
  if (request === null) throw new Error('a history begins with request-created');
  return request;
}
