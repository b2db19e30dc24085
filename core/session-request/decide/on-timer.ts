import type {
  AskSessionEnd,
  ExpireRequest,
  LapseAccess,
  NoteUnanswered,
  RecordInvitation,
  Remind,
  TellNobodyCame,
} from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import { channelRefusal } from './reach.ts';
import { lastDueReminder, nextReminder } from '../reminders.ts';
import { expiryAt, lapseAt, nextAwaited } from '../timers.ts';
import type { Situation } from '../values.ts';
import { closedEvent } from './close-request.ts';

type SystemCommand =
  | Remind
  | TellNobodyCame
  | LapseAccess
  | NoteUnanswered
  | AskSessionEnd
  | ExpireRequest
  | RecordInvitation;

/** What happens by itself: time running out, and what became of a mail. */
export function decideOnTimer(
  command: SystemCommand,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  switch (command.type) {
    case 'lapse-access':
      return lapse(command, request, situation);
    case 'note-unanswered':
      return noteUnanswered(command, request, situation);
    case 'ask-session-end':
      return askSessionEnd(command, request, situation);
    case 'expire-request':
      return expire(command, request, situation);
    case 'remind':
      return remind(command, request, situation);
    case 'tell-nobody-came':
      return tellNobodyCame(command, request, situation);
    case 'record-invitation':
      return { ok: true, events: recordInvitation(command, request, situation) };
    default:
      return command satisfies never;
  }
}

function lapse(command: LapseAccess, request: SessionRequest, situation: Situation): Decision<SessionRequestEvent> {
  if (request.status !== 'Ready') return refuse({ reason: 'nothing-changed' });
  const due = lapseAt(request, situation);
  if (due.at > situation.now) return refuse({ reason: 'too-early', notBefore: due.at });
  return {
    ok: true,
    events: [{ type: 'access-lapsed', at: situation.now, actor: command.actor, because: due.because }],
  };
}

function noteUnanswered(
  command: NoteUnanswered,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  if (request.status !== 'Ready' || request.launch === null || request.launch.unanswered) {
    return refuse({ reason: 'nothing-changed' });
  }
  const notBefore = request.launch.at + situation.settings.unansweredAfterMs;
  if (notBefore > situation.now) return refuse({ reason: 'too-early', notBefore });
  return { ok: true, events: [{ type: 'connect-unanswered', at: situation.now, actor: command.actor }] };
}

/** Of several that are due, only the last one is still of use. */
function remind(command: Remind, request: SessionRequest, situation: Situation): Decision<SessionRequestEvent> {
  const next = nextReminder(request, situation);
  if (next === null) return refuse({ reason: 'nothing-changed' });
  if (next.at > situation.now) return refuse({ reason: 'too-early', notBefore: next.at });
  const { beforeMs } = lastDueReminder(request, situation) ?? next;
  return { ok: true, events: [{ type: 'reminder-due', at: situation.now, actor: command.actor, beforeMs }] };
}

function tellNobodyCame(
  command: TellNobodyCame,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const next = nextAwaited(request, situation);
  if (next === null) return refuse({ reason: 'nothing-changed' });
  if (next.at > situation.now) return refuse({ reason: 'too-early', notBefore: next.at });
  return { ok: true, events: [{ type: 'nobody-came', at: situation.now, actor: command.actor, told: next.told }] };
}

function askSessionEnd(
  command: AskSessionEnd,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  if (request.status !== 'Connected' || request.session.endAskedAt !== null) {
    return refuse({ reason: 'nothing-changed' });
  }
  if (request.session.source === 'remote-tool') return refuse({ reason: 'nothing-changed' });
  const notBefore = request.session.startedAt + situation.settings.askEndAfterMs;
  if (notBefore > situation.now) return refuse({ reason: 'too-early', notBefore });
  return { ok: true, events: [{ type: 'session-end-asked', at: situation.now, actor: command.actor }] };
}

/** A request that was ever Connected did its work: it closes instead of expiring. */
function expire(command: ExpireRequest, request: SessionRequest, situation: Situation): Decision<SessionRequestEvent> {
  const notBefore = expiryAt(request, situation);
  if (notBefore === null) return refuse({ reason: 'nothing-changed' });
  if (notBefore > situation.now) return refuse({ reason: 'too-early', notBefore });
  if (request.sessions.count > 0) {
    const close = { actor: command.actor, outcome: 'not-stated', note: '' } as const;
    return { ok: true, events: [closedEvent(close, request, situation, 'expired-after-session')] };
  }
  return { ok: true, events: [{ type: 'request-expired', at: situation.now, actor: command.actor }] };
}

/** What did not arrive goes by another way at once, as long as somebody still waits for it and the way is open. */
function recordInvitation(
  command: RecordInvitation,
  request: SessionRequest,
  { now: at, settings }: Situation,
): readonly SessionRequestEvent[] {
  const { actor, channel, because, thenBy } = command;
  switch (command.result) {
    case 'sent':
      return [{ type: 'invitation-sent', at, actor, channel }];
    case 'delivered':
      return [{ type: 'invitation-delivered', at, actor, channel }];
    case 'failed':
    case 'bounced': {
      const type = `invitation-${command.result}` as const;
      const { status, recipient, ticket } = request;
      const isAwaited = status === 'Open';
      if (thenBy === null || !isAwaited || channelRefusal([thenBy], recipient, ticket, settings) !== null) {
        return [{ type, at, actor, channel, because }];
      }
      return [
        { type, at, actor, channel, because, thenBy },
        { type: 'invitation-resend-asked', at, actor, channel: thenBy },
      ];
    }
    default:
      return command.result satisfies never;
  }
}
