import { expect } from '@jest/globals';
import type { SessionRequestCommand } from '../../core/session-request/commands.ts';
import { decide } from '../../core/session-request/decide.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { evolve } from '../../core/session-request/evolve.ts';
import type { Refusal } from '../../core/session-request/refusals.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { CHANNELS, DEFAULT_SETTINGS, type EpochMs, type Situation } from '../../core/session-request/values.ts';

/**
 * `given(history).when(command, moment).yields(events).leaving(state)`, or `.refused(refusal)`. The moment is never assumed. (`yields`
 * and not `then`: an object with `then` is taken for a promise.)
 */
export function given(history: readonly SessionRequestEvent[], beside: Beside = {}) {
  const before = folded(null, history);
  return {
    when(command: SessionRequestCommand, now: EpochMs) {
      const decision = decide(command, before, { ...NOBODY_THERE, ...beside, now });
      return {
        yields(...events: readonly SessionRequestEvent[]) {
          expect(decision).toEqual({ ok: true, events });
          const after = folded(before, events);
          return { leaving: (expected: Partial<Every<SessionRequest>>) => expect(after).toMatchObject(expected) };
        },
        /** Carried out, by whatever events. */
        leaves(expected: Partial<Every<SessionRequest>>) {
          expect(decision).toMatchObject({ ok: true });
          expect(folded(before, decision.ok ? decision.events : [])).toMatchObject(expected);
        },
        refused(refusal: Refusal) {
          expect(decision).toEqual({ ok: false, refusal });
        },
      };
    },
  };
}

/** What is known beside the request: when the recipient was last seen on the page, and the settings. */
type Beside = Partial<Omit<Situation, 'now'>>;
type Every<Union> = Union extends unknown ? Union : never;

/** With every channel, as if SMS could be sent too. */
const NOBODY_THERE = { recipientSeenAt: null, settings: { ...DEFAULT_SETTINGS, channels: CHANNELS } };

function folded(before: SessionRequest | null, events: readonly SessionRequestEvent[]): SessionRequest | null {
  let request = before;
  for (const event of events) request = evolve(request, event);
  return request;
}
