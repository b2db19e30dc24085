import { describe, expect, it } from '@jest/globals';
import type { EventType, SessionRequestEvent } from '../../core/session-request/events.ts';
import { evolve } from '../../core/session-request/evolve.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, READY_AGAIN, WAITING, fold } from '../builders/histories.ts';
import { at } from '../builders/times.ts';

const NOW = at('12:00');
const HISTORIES = { OPEN, WAITING, READY, CONNECTED, READY_AGAIN, CLOSED, EXPIRED };

/** Every event there is; the keys make a missing one a type error. */
const EVERY_EVENT: Record<EventType, true> = {
  'request-created': true,
  'recipient-joined': true,
  'device-changed': true,
  'readiness-noted': true,
  'nobody-came': true,
  'reminder-due': true,
  'session-link-set': true,
  'session-rated': true,
  'address-entered': true,
  'addresses-proposed': true,
  'download-noted': true,
  'access-asked': true,
  'access-granted': true,
  'access-denied': true,
  'consent-withdrawn': true,
  'access-lapsed': true,
  'request-reported': true,
  'connect-launched': true,
  'connect-unanswered': true,
  'session-started': true,
  'session-ended': true,
  'session-end-asked': true,
  'request-closed': true,
  'request-reopened': true,
  'request-expired': true,
  rescheduled: true,
  'recipient-corrected': true,
  'new-link-asked': true,
  'call-back-asked': true,
  'call-back-dropped': true,
  'called-back': true,
  assigned: true,
  claimed: true,
  extended: true,
  commented: true,
  'invitation-resend-asked': true,
  'invitation-sent': true,
  'invitation-delivered': true,
  'invitation-failed': true,
  'invitation-bounced': true,
  'ticket-attached': true,
  'ticket-merged': true,
  'ticket-closed': true,
  'kept-open': true,
  'recipient-erased': true,
};
const EVENTS = (Object.keys(EVERY_EVENT) as EventType[]).map((type) => event(type, NOW));

describe('The version of a request', () => {
  it.each(Object.entries(HISTORIES))('is the number of its events (%s)', (_name, history) => {
    expect(fold(history).version).toBe(history.length);
  });
});

describe('A log', () => {
  it.each(EVENTS.map((made): [EventType, SessionRequestEvent] => [made.type, made]))(
    'stays readable when %s comes where nobody expects it',
    (_type, unexpected) => {
      for (const history of Object.values(HISTORIES)) {
        const before = fold(history);
        expect(evolve(before, unexpected)).toMatchObject({ id: before.id, version: before.version + 1 });
      }
    },
  );

  it.each([
    ['a call that nobody made stays unanswered', READY, event('connect-unanswered', NOW)],
    ['an address comes before anybody joined', OPEN, event('address-entered', NOW)],
    ['access is asked of nobody', OPEN, event('access-asked', NOW)],
    ['Connect is pressed on a closed request', CLOSED, event('connect-launched', NOW)],
    ['a session ends that never was', WAITING, event('session-ended', NOW)],
    ['a session’s end is asked for that never was', READY, event('session-end-asked', NOW)],
    ['a call is made that nobody asked for', READY, event('called-back', NOW)],
    ['a call that nobody asked for is not needed any more', WAITING, event('call-back-dropped', NOW)],
    ['a new link is asked for while the old one works', OPEN, event('new-link-asked', NOW)],
  ])('gains an entry and nothing else when %s', (_what, history, made) => {
    const before = fold(history);
    expect(evolve(before, made)).toEqual({ ...before, version: before.version + 1 });
  });

  it('that does not begin with request-created is a fault', () => {
    expect(() => evolve(null, event('recipient-joined', NOW))).toThrow('begins with request-created');
  });
});

const keysOf = (request: SessionRequest) => Object.keys(request);

describe('A status carries only what is true in it', () => {
  it.each(['OPEN', 'WAITING', 'CLOSED', 'EXPIRED'] as const)('no consent in %s', (name) => {
    expect(keysOf(fold(HISTORIES[name]))).not.toContain('consent');
  });

  it.each(EVENTS.map((made): [EventType, SessionRequestEvent] => [made.type, made]))(
    'whatever %s does to a request, consent and session live only in their statuses',
    (_type, next) => {
      for (const history of Object.values(HISTORIES)) {
        const after = evolve(fold(history), next);
        expect(keysOf(after).includes('consent')).toBe(after.status === 'Ready' || after.status === 'Connected');
        expect(keysOf(after).includes('session')).toBe(after.status === 'Connected');
        expect(keysOf(after).includes('reason')).toBe(after.status === 'Closed');
      }
    },
  );
});
