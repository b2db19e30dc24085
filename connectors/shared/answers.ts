import type { Answer, Fault, NotDone, Retry } from '../../core/ports/answer.ts';

/** It happened, and this is what came back. */
export function done<Value>(value: Value): Answer<Value> {
  return { kind: 'done', value };
}

/** It certainly did not happen. `message` is one plain sentence for an admin. */
export function notDone(
  when: 'soon' | 'after-reconnect' | 'never' | Retry,
  code: Fault['code'],
  message: string,
): NotDone {
  const retry = typeof when === 'string' ? { when } : when;
  return { kind: 'not-done', retry, because: { code, message } };
}

/** It may have happened. */
export function unknown(because: string): { readonly kind: 'unknown'; readonly because: string } {
  return { kind: 'unknown', because };
}

/** What we asked for can never be sent, whatever the other side's state. */
export function invalid(message: string): NotDone {
  return notDone('never', 'invalid', message);
}
