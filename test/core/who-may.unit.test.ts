import { describe, expect, it } from '@jest/globals';
import type { CommandType, SessionRequestCommand } from '../../core/session-request/commands.ts';
import { decide } from '../../core/session-request/decide.ts';
import type { SessionRequest, Status } from '../../core/session-request/states.ts';
import { STATUSES } from '../../core/session-request/states.ts';
import { type Actor, DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { command } from '../builders/commands.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, WAITING, fold } from '../builders/histories.ts';
import { BY_ANNA, BY_HELP_DESK, BY_RECIPIENT, BY_REMOTE_TOOL, BY_SYSTEM } from '../builders/people.ts';
import { at } from '../builders/times.ts';

type Kind = Actor['kind'];
const ACTORS: Record<Kind, Actor> = {
  agent: BY_ANNA,
  recipient: BY_RECIPIENT,
  'remote-tool': BY_REMOTE_TOOL,
  'help-desk': BY_HELP_DESK,
  system: BY_SYSTEM,
};

/** Column "Who" of the lifecycle's design. */
const WHO: Record<CommandType, readonly Kind[]> = {
  'create-request': ['agent'],
  join: ['recipient'],
  'move-here': ['recipient'],
  'note-readiness': ['recipient'],
  'tell-nobody-came': ['system'],
  remind: ['system'],
  'set-session-link': ['agent'],
  'rate-session': ['recipient'],
  'enter-address': ['recipient', 'agent'],
  'propose-addresses': ['system'],
  'note-download': ['recipient'],
  'ask-for-access': ['agent'],
  'allow-access': ['recipient'],
  'deny-access': ['recipient'],
  'withdraw-consent': ['recipient'],
  'lapse-access': ['system'],
  'report-request': ['recipient'],
  'launch-connect': ['agent'],
  'note-unanswered': ['system'],
  'start-session': ['remote-tool', 'agent'],
  'end-session': ['remote-tool', 'agent'],
  'ask-session-end': ['system'],
  'close-request': ['agent', 'recipient', 'system'],
  'reopen-request': ['agent'],
  'expire-request': ['system'],
  reschedule: ['agent', 'recipient'],
  'correct-recipient': ['agent'],
  'ask-new-link': ['recipient'],
  'ask-call-back': ['recipient'],
  'drop-call-back': ['recipient'],
  'note-called-back': ['agent'],
  assign: ['agent'],
  claim: ['agent'],
  extend: ['agent'],
  'add-comment': ['agent', 'remote-tool'],
  'resend-invitation': ['agent'],
  'record-invitation': ['system'],
  'attach-ticket': ['agent'],
  'follow-ticket-merge': ['help-desk'],
  'follow-ticket-closed': ['help-desk'],
  'follow-ticket-deleted': ['help-desk'],
  'follow-ticket-reassigned': ['help-desk'],
  'follow-agent-left': ['help-desk'],
  'keep-open': ['agent', 'help-desk'],
  'erase-recipient': ['system'],
};

const IN: Record<Status, SessionRequest> = {
  Open: fold(OPEN),
  Waiting: fold(WAITING),
  Ready: fold(READY),
  Connected: fold(CONNECTED),
  Closed: fold(CLOSED),
  Expired: fold(EXPIRED),
};

function isTurnedAway(type: CommandType, actor: Actor, request: SessionRequest | null): boolean {
  const given = { ...command(type), actor } as SessionRequestCommand;
  const decision = decide(given, request, { now: at('09:20'), recipientSeenAt: null, settings: DEFAULT_SETTINGS });
  return !decision.ok && decision.refusal.reason === 'not-for-this-actor' && decision.refusal.actor === actor.kind;
}

describe('Only those it is meant for', () => {
  it.each(Object.entries(WHO) as [CommandType, readonly Kind[]][])('may give %s: %j', (type, who) => {
    for (const [kind, actor] of Object.entries(ACTORS) as [Kind, Actor][]) {
      for (const request of [null, ...STATUSES.map((status) => IN[status])]) {
        const asked = `${kind}, ${request?.status ?? 'no request'}`;
        expect([asked, isTurnedAway(type, actor, request)]).toEqual([asked, !who.includes(kind)]);
      }
    }
  });
});
