import type { EventType, SessionRequestEvent } from '../../core/session-request/events.ts';
import type { Consent, EpochMs } from '../../core/session-request/values.ts';
import {
  ANNA,
  BY_ANNA,
  BY_HELP_DESK,
  BY_RECIPIENT,
  BY_SYSTEM,
  MAY,
  MAYS_ADDRESS,
  OTHER_TICKET,
  TICKET,
  UNASSIGNED,
  assignedTo,
} from './people.ts';
import { DAY, HOUR, MINUTE } from './times.ts';

export type EventOf<Type extends EventType> = Extract<SessionRequestEvent, { type: Type }>;
type Makers = { readonly [Type in EventType]: (at: EpochMs) => Omit<EventOf<Type>, 'type' | 'at'> };

/** A whole event of this type, as the usual actor makes it; `over` replaces what the test is about. */
export function event<Type extends EventType>(
  type: Type,
  at: EpochMs,
  over: Partial<EventOf<Type>> = {},
): EventOf<Type> {
  const usual: object = USUAL[type](at);
  return { ...usual, type, at, ...over } as EventOf<Type>;
}

/** May's consent as the join page asks for it. */
export function consentAt(givenAt: EpochMs): Consent {
  return {
    source: 'join-page',
    givenAt,
    textVersion: '3',
    language: 'en',
    named: 'Anna Ng, Service Desk',
    wishes: ['view', 'control'],
  };
}

const USUAL: Makers = {
  'request-created': (at) => ({
    actor: BY_ANNA,
    id: 'request-1',
    number: 'RS-000123',
    installationId: 'acme',
    ticket: TICKET,
    recipient: MAY,
    language: 'en',
    assignee: UNASSIGNED,
    comment: '',
    schedule: null,
    expiresAt: at + DAY,
    channels: ['email'],
    phrase: 'amber harbour',
    intents: ['view', 'control'],
    moveLimits: null,
  }),
  'recipient-joined': () => ({ actor: BY_RECIPIENT, device: null }),
  'device-changed': () => ({ actor: BY_RECIPIENT, device: 'device-2' }),
  'readiness-noted': () => ({
    actor: BY_RECIPIENT,
    readiness: { system: 'windows', findings: [{ check: 'client', result: 'problem' }] },
  }),
  'nobody-came': () => ({ actor: BY_SYSTEM, told: 'admin' }),
  'reminder-due': () => ({ actor: BY_SYSTEM, beforeMs: 10 * MINUTE }),
  'session-link-set': () => ({ actor: BY_ANNA, url: 'https://my.anydesk.com/v2/session/abc' }),
  'session-rated': () => ({ actor: BY_RECIPIENT, rating: { stars: 5, comment: '' } }),
  'address-entered': () => ({ actor: BY_RECIPIENT, address: MAYS_ADDRESS, source: 'entered' }),
  'addresses-proposed': () => ({
    actor: { kind: 'system' },
    source: 'asset',
    proposals: [{ address: MAYS_ADDRESS, name: 'MAY-LAPTOP' }],
  }),
  'download-noted': () => ({ actor: BY_RECIPIENT }),
  'access-asked': () => ({ actor: BY_ANNA, by: ANNA }),
  'access-granted': (at) => ({ actor: BY_RECIPIENT, address: MAYS_ADDRESS, consent: consentAt(at) }),
  'access-denied': () => ({ actor: BY_RECIPIENT }),
  'consent-withdrawn': () => ({ actor: BY_RECIPIENT, sessionMs: null }),
  'access-lapsed': () => ({ actor: BY_SYSTEM, because: 'not-present' }),
  'request-reported': () => ({ actor: BY_RECIPIENT, sessionMs: null }),
  'connect-launched': () => ({ actor: BY_ANNA, agent: ANNA, takenOverFrom: null }),
  'connect-unanswered': () => ({ actor: BY_SYSTEM }),
  'session-started': (at) => ({
    actor: BY_ANNA,
    source: 'agent',
    startedAt: at,
    address: MAYS_ADDRESS,
    consent: consentAt(at),
    agent: ANNA,
    externalId: null,
  }),
  'session-ended': (at) => ({
    actor: BY_ANNA,
    source: 'agent',
    endedAt: at,
    durationMs: 30 * MINUTE,
    endedBy: 'technical',
  }),
  'session-end-asked': () => ({ actor: BY_SYSTEM }),
  'request-closed': () => ({
    actor: BY_ANNA,
    outcome: 'solved',
    note: '',
    reason: 'by-agent',
    sessionMs: null,
    sessionEstimated: false,
  }),
  'request-reopened': (at) => ({ actor: BY_ANNA, expiresAt: at + DAY, newLink: false }),
  'request-expired': () => ({ actor: BY_SYSTEM }),
  rescheduled: (at) => ({
    actor: BY_ANNA,
    schedule: { startAt: at + 2 * HOUR, timeZone: 'Asia/Taipei' },
    expiresAt: at + 2 * HOUR + DAY,
  }),
  'recipient-corrected': () => ({ actor: BY_ANNA, recipient: MAY, language: 'en', newLink: false }),
  'new-link-asked': () => ({ actor: BY_RECIPIENT }),
  'call-back-asked': () => ({ actor: BY_RECIPIENT, phone: '+886912345678', when: 'after 15:00' }),
  'call-back-dropped': () => ({ actor: BY_RECIPIENT }),
  'called-back': () => ({ actor: BY_ANNA }),
  assigned: () => ({ actor: BY_ANNA, assignee: assignedTo(ANNA), previous: UNASSIGNED }),
  claimed: () => ({ actor: BY_ANNA, agent: ANNA, previous: UNASSIGNED }),
  extended: (at) => ({ actor: BY_ANNA, expiresAt: at + 2 * DAY }),
  commented: () => ({ actor: BY_ANNA, text: 'Tried another cable.' }),
  'invitation-resend-asked': () => ({ actor: BY_ANNA, channel: 'email' }),
  'invitation-sent': () => ({ actor: BY_SYSTEM, channel: 'email' }),
  'invitation-delivered': () => ({ actor: BY_SYSTEM, channel: 'email' }),
  'invitation-failed': () => ({ actor: BY_SYSTEM, channel: 'email', because: 'The mail server did not answer.' }),
  'invitation-bounced': () => ({ actor: BY_SYSTEM, channel: 'email', because: 'No such mailbox.' }),
  'ticket-attached': () => ({ actor: BY_ANNA, ticket: TICKET }),
  'ticket-merged': () => ({ actor: BY_HELP_DESK, from: TICKET, into: OTHER_TICKET }),
  'ticket-closed': (at) => ({ actor: BY_HELP_DESK, closesAt: at + 10 * MINUTE }),
  'kept-open': () => ({ actor: BY_ANNA }),
  'recipient-erased': () => ({ actor: BY_SYSTEM, pseudonym: 'Erased person 7K3F' }),
};
