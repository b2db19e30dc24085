import type { CommandType, SessionRequestCommand } from '../../core/session-request/commands.ts';
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
import { DAY, HOUR, at } from './times.ts';

export type CommandOf<Type extends CommandType> = Extract<SessionRequestCommand, { type: Type }>;
type Usual = { readonly [Type in CommandType]: Omit<CommandOf<Type>, 'type'> };

/** A whole command of this type, as the usual actor gives it on the first test day; `over` replaces what the test is about. */
export function command<Type extends CommandType>(type: Type, over: Partial<CommandOf<Type>> = {}): CommandOf<Type> {
  const usual: object = USUAL[type];
  return { ...usual, type, ...over } as CommandOf<Type>;
}

const USUAL: Usual = {
  'create-request': {
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
    expiresAt: null,
    channels: ['email'],
    phrase: 'amber harbour',
    intents: ['view', 'control'],
    moveLimits: null,
  },
  join: { actor: BY_RECIPIENT, device: null },
  'move-here': { actor: BY_RECIPIENT, device: 'device-2' },
  'note-readiness': {
    actor: BY_RECIPIENT,
    readiness: { system: 'windows', findings: [{ check: 'client', result: 'problem' }] },
  },
  'tell-nobody-came': { actor: BY_SYSTEM },
  remind: { actor: BY_SYSTEM },
  'set-session-link': { actor: BY_ANNA, url: 'https://my.anydesk.com/v2/session/abc' },
  'rate-session': { actor: BY_RECIPIENT, rating: { stars: 5, comment: 'Quick and kind.' } },
  'enter-address': { actor: BY_RECIPIENT, address: MAYS_ADDRESS, device: null },
  'ask-for-access': { actor: BY_ANNA },
  'allow-access': {
    actor: BY_RECIPIENT,
    consented: true,
    textVersion: '3',
    language: 'en',
    named: 'Anna Ng, Service Desk',
    address: MAYS_ADDRESS,
    device: null,
    wishes: ['view', 'control'],
  },
  'deny-access': { actor: BY_RECIPIENT },
  'withdraw-consent': { actor: BY_RECIPIENT },
  'lapse-access': { actor: BY_SYSTEM },
  'report-request': { actor: BY_RECIPIENT },
  'launch-connect': { actor: BY_ANNA, takeOver: false },
  'note-unanswered': { actor: BY_SYSTEM },
  'start-session': {
    actor: BY_ANNA,
    source: 'agent',
    startedAt: at('09:15'),
    address: null,
    agent: ANNA,
    externalId: null,
  },
  'end-session': { actor: BY_ANNA, source: 'agent', endedAt: at('09:45'), endedBy: 'technical' },
  'ask-session-end': { actor: BY_SYSTEM },
  'close-request': { actor: BY_ANNA, outcome: 'solved', note: 'New cable.' },
  'reopen-request': { actor: BY_ANNA, expiresAt: null },
  'expire-request': { actor: BY_SYSTEM },
  reschedule: {
    actor: BY_ANNA,
    schedule: { startAt: at('09:00') + 5 * HOUR, timeZone: 'Asia/Taipei' },
    expiresAt: null,
    moveLimits: null,
  },
  'correct-recipient': { actor: BY_ANNA, recipient: { ...MAY, email: 'may.lin@customer.example' }, language: null },
  'ask-new-link': { actor: BY_RECIPIENT },
  assign: { actor: BY_ANNA, assignee: assignedTo(ANNA) },
  claim: { actor: BY_ANNA },
  extend: { actor: BY_ANNA, expiresAt: at('09:00') + 3 * DAY },
  'add-comment': { actor: BY_ANNA, text: 'Tried another cable.' },
  'resend-invitation': { actor: BY_ANNA, channel: 'email' },
  'record-invitation': { actor: BY_SYSTEM, channel: 'email', result: 'sent', because: '', thenBy: null },
  'attach-ticket': { actor: BY_ANNA, ticket: TICKET },
  'follow-ticket-merge': { actor: BY_HELP_DESK, into: OTHER_TICKET },
  'follow-ticket-closed': { actor: BY_HELP_DESK },
  'follow-ticket-deleted': { actor: BY_HELP_DESK },
  'follow-ticket-reassigned': { actor: BY_HELP_DESK, from: ANNA, to: null },
  'follow-agent-left': { actor: BY_HELP_DESK, agentId: ANNA.id, place: { kind: 'unassigned' } },
  'keep-open': { actor: BY_ANNA },
  'erase-recipient': { actor: BY_SYSTEM, pseudonym: 'Erased person 7K3F' },
};
