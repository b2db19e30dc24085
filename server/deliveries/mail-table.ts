import type { RequestChange } from '../../core/ports/delivery-planner.ts';
import type { EventType, SessionRequestEvent } from '../../core/session-request/events.ts';
import type { AgentRef, Assignee } from '../../core/session-request/values.ts';
import type { MailKind } from './mail-view.ts';

/** A mail that an event sends to the recipient. */
export type MailRule<Type extends EventType = EventType> = {
  readonly mail: MailKind;
  /** The condition in words, for the reference. */
  readonly when: string;
  applies(event: Extract<SessionRequestEvent, { type: Type }>, change: RequestChange): boolean;
};

type Table = { readonly [Type in EventType]: readonly MailRule<Type>[] };

/** Every mail to the end user. What somebody did by a press of their own sends them none, unless their calendar would go on saying the old. */
export const MAIL_TABLE: Table = {
  'request-created': [
    { mail: 'invitation', when: 'the request is sent by e-mail', applies: (_, change) => isByMail(change) },
  ],
  'recipient-joined': [],
  'device-changed': [],
  'readiness-noted': [],
  'nobody-came': [],
  'reminder-due': [
    {
      mail: 'reminder',
      when: 'the request is sent by e-mail, and the recipient has not joined when the mail would go out',
      applies: (_, change) => isByMail(change),
    },
  ],
  'session-link-set': [],
  'session-rated': [],
  'address-entered': [],
  'addresses-proposed': [],
  'download-noted': [],
  'access-asked': [
    {
      mail: 'asked-again',
      when: 'the request is sent by e-mail, and the recipient is not on the page when the mail would go out',
      applies: (_, change) => isByMail(change),
    },
  ],
  'access-granted': [],
  'access-denied': [],
  'consent-withdrawn': [],
  'access-lapsed': [],
  'request-reported': [
    {
      mail: 'closed-without-session',
      when: 'the request is sent by e-mail, no session took place, and its planned start is still to come',
      applies: (event, change) =>
        isByMail(change) && change.after.sessions.count === 0 && isStillPlanned(event, change),
    },
  ],
  'connect-launched': [],
  'connect-unanswered': [],
  'session-started': [],
  'session-ended': [],
  'session-end-asked': [],
  'request-closed': [
    {
      mail: 'closed-without-session',
      when: 'the request is sent by e-mail, no session took place, and it was not the recipient who closed it, or its planned start is still to come',
      applies: (event, change) =>
        isByMail(change) &&
        change.after.sessions.count === 0 &&
        (event.actor.kind !== 'recipient' || isStillPlanned(event, change)),
    },
    {
      mail: 'receipt',
      when: 'the request is sent by e-mail, a session took place, and it was not the recipient who closed it',
      applies: (event, change) =>
        isByMail(change) && event.actor.kind !== 'recipient' && change.after.sessions.count > 0,
    },
  ],
  'request-reopened': [
    { mail: 'invitation', when: 'the request is sent by e-mail', applies: (_, change) => isByMail(change) },
  ],
  'request-expired': [],
  rescheduled: [
    {
      mail: 'changed-time',
      when: 'the request is sent by e-mail',
      applies: (_, change) => isByMail(change),
    },
  ],
  'recipient-corrected': [
    {
      mail: 'invitation',
      when: 'the request is sent by e-mail, and the address or number changed',
      applies: (event, change) => isByMail(change) && event.newLink,
    },
  ],
  'new-link-asked': [],
  'call-back-asked': [],
  'call-back-dropped': [],
  'called-back': [],
  assigned: [
    {
      mail: 'changed-agent',
      when: 'the request is sent by e-mail, the recipient had joined, and one agent took the place of another',
      applies: (event, change) => isByMail(change) && isOtherAgent(event.previous, agentOf(event.assignee), change),
    },
  ],
  claimed: [
    {
      mail: 'changed-agent',
      when: 'the request is sent by e-mail, the recipient had joined, and one agent took the place of another',
      applies: (event, change) => isByMail(change) && isOtherAgent(event.previous, event.agent, change),
    },
  ],
  extended: [],
  commented: [],
  'invitation-resend-asked': [
    {
      mail: 'invitation',
      when: 'it was asked for by e-mail',
      applies: (event) => event.channel === 'email',
    },
  ],
  'invitation-sent': [],
  'invitation-delivered': [],
  'invitation-failed': [],
  'invitation-bounced': [],
  'ticket-attached': [],
  'ticket-merged': [],
  'ticket-closed': [],
  'kept-open': [],
  'recipient-erased': [],
};

/** The mails that an event sends, as the table says. */
export function mailsFor(event: SessionRequestEvent, change: RequestChange): readonly MailKind[] {
  // The table's type ties each row to its event; a lookup by a union cannot show that.
  const rules = MAIL_TABLE[event.type] as readonly MailRule[];
  return rules.filter((rule) => rule.applies(event, change)).map(({ mail }) => mail);
}

function isByMail({ after }: RequestChange): boolean {
  return after.channels.includes('email');
}

/** Whether a calendar still holds the appointment, and would ring for it. */
function isStillPlanned({ at }: SessionRequestEvent, { after }: RequestChange): boolean {
  return after.schedule !== null && after.schedule.startAt > at;
}

function agentOf(assignee: Assignee): AgentRef | null {
  return assignee.kind === 'agent' ? assignee.agent : null;
}

/** Only while the recipient may still meet the agent: not before the joining, not in a session, not afterwards. */
function isOtherAgent(previous: Assignee, next: AgentRef | null, { after }: RequestChange): boolean {
  const hasJoined = after.status === 'Waiting' || after.status === 'Ready';
  return hasJoined && previous.kind === 'agent' && next !== null && previous.agent.id !== next.id;
}
