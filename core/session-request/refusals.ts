import type { Status } from './states.ts';
import type { Actor, AgentRef, EpochMs } from './values.ts';

/** Why a command was not carried out. Always something a person can be told; never a fault. */
export type Refusal =
  | { readonly reason: 'no-such-request' }
  | { readonly reason: 'already-exists' }
  | { readonly reason: 'wrong-status'; readonly status: Status; readonly allowed: readonly Status[] }
  | { readonly reason: 'expired' }
  | { readonly reason: 'not-for-this-actor'; readonly actor: Actor['kind'] }
  | { readonly reason: 'sign-in-needed' }
  | { readonly reason: 'start-in-the-past' }
  | { readonly reason: 'expiry-in-the-past' }
  | { readonly reason: 'expiry-before-start' }
  | { readonly reason: 'expiry-too-late'; readonly latest: EpochMs }
  | { readonly reason: 'nobody-to-reach' }
  | { readonly reason: 'no-way-to-send'; readonly channel: string }
  | { readonly reason: 'consent-missing' }
  | { readonly reason: 'address-missing' }
  | { readonly reason: 'address-mismatch' }
  | { readonly reason: 'other-device' }
  | { readonly reason: 'outside-limits'; readonly earliestAt: EpochMs; readonly latest: EpochMs }
  | { readonly reason: 'no-session' }
  | { readonly reason: 'too-late' }
  | { readonly reason: 'asked-recently'; readonly againAt: EpochMs }
  | { readonly reason: 'too-early'; readonly notBefore: EpochMs }
  | { readonly reason: 'taken'; readonly by: AgentRef }
  | { readonly reason: 'already-done' }
  | { readonly reason: 'was-reported' }
  | { readonly reason: 'ticket-gone' }
  | { readonly reason: 'has-a-ticket' }
  | { readonly reason: 'nothing-changed' }
  /** Also from the use cases, before the lifecycle is asked, as the two below. */
  | { readonly reason: 'not-permitted' }
  | { readonly reason: 'stale-version'; readonly version: number }
  | { readonly reason: 'same-id-other-body' };

export type RefusalReason = Refusal['reason'];

export type Decision<Event> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly refusal: Refusal };

export function refuse(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
