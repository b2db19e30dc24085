import type { Answer } from '../../../core/ports/answer.ts';
import type { SessionRecords } from '../../../core/ports/session-records.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, invalid, notDone } from '../../shared/answers.ts';
import { type ApiCall, createCallApi } from './api-call.ts';
import { createApiClock } from './api-clock.ts';
import { listKnown, listOnline } from './client-list.ts';
import { listSessions } from './session-list.ts';
import { readSession } from './session-shape.ts';
import type { ApiLicence } from './sign-request.ts';
import { verifyAccount } from './verify-account.ts';

export type SessionRecordsOptions = {
  /** As `readApiAddress` gave it. */
  readonly origin: string;
  readonly licence: ApiLicence;
  readonly now: () => EpochMs;
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 5_000_000;
const SESSION_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** AnyDesk's sessions of one licence, by its REST API v1. */
export function createAnyDeskRecords(options: SessionRecordsOptions): SessionRecords {
  const { now, timeoutMs = TIMEOUT_MS } = options;
  const clock = createApiClock(now);
  const call = createCallApi({ ...options, timeoutMs, clock, maxAnswerBytes: MOST_ANSWER_BYTES });
  const at = <Value>(
    sessionId: string,
    rest: Omit<ApiCall, 'resource'> & { readonly below?: string },
    read: (answer: Answer<unknown>) => Answer<Value>,
  ): Promise<Answer<Value>> => {
    if (!SESSION_ID.test(sessionId)) return Promise.resolve(invalid('This is not the ID of an AnyDesk session.'));
    const { below = '', ...request } = rest;
    return call({ ...request, resource: `/sessions/${sessionId}${below}` }).then(read);
  };
  return {
    list: (since) => listSessions(call, clock, since),
    find: (sessionId) =>
      at(sessionId, { method: 'GET' }, (answer) => {
        if (isNotFound(answer)) return done(null);
        if (answer.kind !== 'done') return answer;
        const session = readSession(answer.value, clock);
        return session?.id === sessionId ? done(session) : notDone('soon', 'invalid', UNREADABLE);
      }),
    comment: (sessionId, text) =>
      at(sessionId, { method: 'PATCH', body: { comment: text } }, (answer) =>
        answer.kind === 'done' ? done(null) : answer,
      ),
    close: (sessionId) =>
      at(sessionId, { method: 'POST', below: '/action', body: { action: 'close' } }, (answer) => {
        if (isNotFound(answer)) return done('was-over');
        return answer.kind === 'done' ? done('closed') : answer;
      }),
    onlineClients: () => listOnline(call, now),
    knownClients: () => listKnown(call),
    verify: (devices) => verifyAccount({ call, clock }, devices),
  };
}

const UNREADABLE = 'AnyDesk’s record of a session is not as it is described.';

function isNotFound(answer: Answer<unknown>): boolean {
  return answer.kind === 'not-done' && answer.because.code === 'not-found';
}
