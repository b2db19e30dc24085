import { expect } from '@jest/globals';
import type { EventType, SessionRequestEvent } from '../../../core/session-request/events.ts';
import { evolve } from '../../../core/session-request/evolve.ts';
import { type SessionRequest, isActive } from '../../../core/session-request/states.ts';
import type { Consent } from '../../../core/session-request/values.ts';
import { ALLOWED_STEPS } from './allowed-steps.ts';

const VOIDS_CONSENT: readonly EventType[] = [
  'device-changed',
  'access-denied',
  'consent-withdrawn',
  'access-lapsed',
  'request-reported',
  'request-closed',
  'request-reopened',
  'request-expired',
  'rescheduled',
  'recipient-corrected',
];

/** What a bystander who only reads the log knows of a request. It is held against the state after every event. */
export type Bystander = {
  request: SessionRequest | null;
  events: number;
  consent: Consent | null;
  reported: boolean;
  sessions: number;
  sessionMs: number;
};

export function newBystander(): Bystander {
  return { request: null, events: 0, consent: null, reported: false, sessions: 0, sessionMs: 0 };
}

/** Follows one event and checks that the new state is one the promises allow. */
export function follow(seen: Bystander, event: SessionRequestEvent): SessionRequest {
  const before = seen.request;
  const after = evolve(before, event);
  expect(ALLOWED_STEPS[event.type]).toContain(`${before?.status ?? 'none'} > ${after.status}`);
  note(seen, event);
  expect(after.version).toBe(seen.events);
  expect(after.sessions).toMatchObject({ count: seen.sessions, totalMs: seen.sessionMs });
  expect('consent' in after ? after.consent : null).toEqual(seen.consent);
  expect(seen.reported && isActive(after)).toBe(false);
  checkArrival(before, event, after);
  checkLink(before, event, after);
  seen.request = after;
  return after;
}

function note(seen: Bystander, event: SessionRequestEvent): void {
  seen.events += 1;
  if (event.type === 'request-reported') seen.reported = true;
  if (event.type === 'access-granted' || event.type === 'session-started') seen.consent = event.consent;
  if (VOIDS_CONSENT.includes(event.type)) seen.consent = null;
  if (event.type === 'session-ended' && event.endedBy === 'recipient') seen.consent = null;
  const sessionMs = event.type === 'session-ended' ? event.durationMs : 'sessionMs' in event ? event.sessionMs : null;
  if (sessionMs === null) return;
  expect(sessionMs).toBeGreaterThanOrEqual(0);
  seen.sessions += 1;
  seen.sessionMs += sessionMs;
}

/** Nobody becomes Ready without the end user's own Allow, and nobody Connected without a session. */
function checkArrival(before: SessionRequest | null, event: SessionRequestEvent, after: SessionRequest): void {
  if (after.status === before?.status) return;
  if (after.status === 'Connected') expect(event.type).toBe('session-started');
  if (after.status !== 'Ready') return;
  const byRecipient = event.type === 'access-granted' && event.actor.kind === 'recipient';
  const brokenOff = event.type === 'session-ended' && event.endedBy !== 'recipient' && before?.status === 'Connected';
  expect(byRecipient || brokenOff).toBe(true);
}

/** A dead link never lives again. */
function checkLink(before: SessionRequest | null, event: SessionRequestEvent, after: SessionRequest): void {
  const raised = ('newLink' in event && event.newLink) || event.type === 'recipient-erased' ? 1 : 0;
  expect(after.linkGeneration).toBe((before?.linkGeneration ?? 1) + raised);
}
