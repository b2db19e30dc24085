import type { Answer, Fault, NotDone } from '../../core/ports/answer.ts';
import type { Sent } from './delivery-kind.ts';

export function sent(remoteId: string | null): Answer<Sent> {
  return { kind: 'done', value: { remoteId } };
}

/** There was no need to send. `why` is one sentence. */
export function skipped(why: string): Answer<Sent> {
  return { kind: 'done', value: { remoteId: null, skipped: why } };
}

/** It will never be sent like this: a person must change something first. */
export function refused(code: Fault['code'], message: string): NotDone {
  return { kind: 'not-done', retry: { when: 'never' }, because: { code, message } };
}

export function notConnected(): Answer<never> {
  const because = { code: 'not-configured', message: 'The help desk is not connected.' } as const;
  return { kind: 'not-done', retry: { when: 'after-reconnect' }, because };
}
