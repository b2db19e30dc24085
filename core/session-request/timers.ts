import type {
  AskSessionEnd,
  CloseRequest,
  ExpireRequest,
  LapseAccess,
  NoteUnanswered,
  Remind,
  SessionRequestCommand,
  TellNobodyCame,
} from './commands.ts';
import type { ConnectedRequest, ReadyRequest, SessionRequest } from './states.ts';
import { nextReminder } from './reminders.ts';
import { AWAITED, type Awaited, type EpochMs, type Situation } from './values.ts';

export type TimerCommand =
  | ExpireRequest
  | CloseRequest
  | LapseAccess
  | NoteUnanswered
  | AskSessionEnd
  | Remind
  | TellNobodyCame;

const SYSTEM = { kind: 'system' } as const;
const CLOSE: CloseRequest = { type: 'close-request', actor: SYSTEM, outcome: 'not-stated', note: '' };

type Timer = { readonly at: EpochMs; readonly command: TimerCommand };

export function isPresent(situation: Situation): boolean {
  return (
    situation.recipientSeenAt !== null && situation.now - situation.recipientSeenAt <= situation.settings.presenceMs
  );
}

/** The timer that has run out, if one has. A request behaves as if it had fired, even before the sweep comes by. Calls to people are not among them: see `dueCall`. */
export function dueCommand(request: SessionRequest, situation: Situation): TimerCommand | null {
  const first = timersOf(request, situation).find((timer) => timer.at <= situation.now);
  return first?.command ?? null;
}

/** Whom it is time to call: a reminder, or word that nobody came. Only the sweep does, for whoever presses something meanwhile needs no call. */
export function dueCall(request: SessionRequest, situation: Situation): TimerCommand | null {
  const call = callsOf(request, situation);
  return call !== null && call.at <= situation.now ? call.command : null;
}

/** When to look at this request again; null when nothing can happen by itself. Presence may move it further away. */
export function nextDueAt(request: SessionRequest, situation: Situation): EpochMs | null {
  const call = callsOf(request, situation);
  const moments = [...timersOf(request, situation), ...(call === null ? [] : [call])].map((timer) => timer.at);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** True for the commands that only a run-out timer gives. */
export function isTimerCommand(command: SessionRequestCommand): command is TimerCommand {
  const { actor, type } = command;
  return actor.kind === 'system' && type !== 'record-invitation' && type !== 'erase-recipient';
}

/** When, and on what ground, the system itself closes this request. */
export function systemCloseAt(
  request: SessionRequest,
  situation: Situation,
): { readonly at: EpochMs; readonly reason: 'session-over' | 'end-not-observed' | 'ticket-closed' } | null {
  switch (request.status) {
    case 'Open':
    case 'Waiting':
      return request.closesWithTicketAt === null ? null : { at: request.closesWithTicketAt, reason: 'ticket-closed' };
    case 'Ready': {
      if (request.lastSessionEndedAt === null) return null;
      const from = Math.max(request.lastSessionEndedAt, request.launch?.at ?? 0);
      return { at: from + situation.settings.autoCloseAfterSessionMs, reason: 'session-over' };
    }
    case 'Connected':
      if (isObserved(request)) return null;
      return {
        at: request.session.startedAt + situation.settings.endNotObservedAfterMs,
        reason: 'end-not-observed',
      };
    case 'Closed':
    case 'Expired':
      return null;
    default:
      return request satisfies never;
  }
}

/** Why access would lapse, and when. */
export function lapseAt(
  request: ReadyRequest,
  situation: Situation,
): { readonly at: EpochMs; readonly because: 'not-present' | 'too-long-ago' } {
  // During a session nobody need stay on the page, and afterwards it may be taken up again: absence counts from its end.
  const seenAt = Math.max(request.consent.givenAt, situation.recipientSeenAt ?? 0, request.lastSessionEndedAt ?? 0);
  const notPresent = seenAt + situation.settings.lapseWithoutPresenceMs;
  const tooLongAgo = request.consent.givenAt + situation.settings.lapseAfterAllowMs;
  return notPresent < tooLongAgo
    ? { at: notPresent, because: 'not-present' }
    : { at: tooLongAgo, because: 'too-long-ago' };
}

/** Expiry waits a little for a recipient who is on the page. */
export function expiryAt(request: SessionRequest, situation: Situation): EpochMs | null {
  if (request.status === 'Open') return request.expiresAt;
  if (request.status !== 'Waiting' && request.status !== 'Ready') return null;
  if (situation.recipientSeenAt === null) return request.expiresAt;
  const leftAt = situation.recipientSeenAt + situation.settings.presenceMs + 1;
  return Math.max(request.expiresAt, Math.min(leftAt, request.expiresAt + situation.settings.expiryGraceMs));
}

/** Who is told next that a Ready request waits for somebody, and when; null when somebody came, or everybody was told. */
export function nextAwaited(
  request: SessionRequest,
  { settings, assigneeIsAway = false }: Situation,
): { readonly at: EpochMs; readonly told: Awaited } | null {
  if (request.status !== 'Ready' || request.launch !== null || request.lastSessionEndedAt !== null) return null;
  const { assignee, awaited, consent } = request;
  const hasQueue = 'queueId' in assignee && assignee.queueId !== null;
  const reach: Readonly<Record<Awaited, boolean>> = {
    assignee: assignee.kind === 'agent' && !assigneeIsAway,
    queue: hasQueue,
    admin: true,
  };
  const from = awaited === null ? 0 : AWAITED.indexOf(awaited.told) + 1;
  const told = AWAITED.slice(from).find((one) => reach[one] && settings.nobodyCameTells.includes(one));
  return told === undefined ? null : { at: (awaited?.at ?? consent.givenAt) + settings.nobodyCameAfterMs, told };
}

/**
 * First what changes the status, the earliest first, so that a late sweep ends where a punctual one would have; at the same moment, an
 * end comes before a step back. Then the notes.
 */
function timersOf(request: SessionRequest, situation: Situation): Timer[] {
  const moves: Timer[] = [];
  const expiry = expiryAt(request, situation);
  if (expiry !== null) moves.push({ at: expiry, command: { type: 'expire-request', actor: SYSTEM } });
  const close = systemCloseAt(request, situation);
  if (close !== null) moves.push({ at: close.at, command: CLOSE });
  if (request.status === 'Ready') {
    moves.push({ at: lapseAt(request, situation).at, command: { type: 'lapse-access', actor: SYSTEM } });
  }
  return [...moves.toSorted((a, b) => a.at - b.at), ...notesOf(request, situation)];
}

function callsOf(request: SessionRequest, situation: Situation): Timer | null {
  const reminder = nextReminder(request, situation);
  if (reminder !== null) return { at: reminder.at, command: { type: 'remind', actor: SYSTEM } };
  const awaited = nextAwaited(request, situation);
  return awaited === null ? null : { at: awaited.at, command: { type: 'tell-nobody-came', actor: SYSTEM } };
}

function notesOf(request: SessionRequest, situation: Situation): Timer[] {
  if (request.status === 'Ready' && request.launch !== null && !request.launch.unanswered) {
    const at = request.launch.at + situation.settings.unansweredAfterMs;
    return [{ at, command: { type: 'note-unanswered', actor: SYSTEM } }];
  }
  if (request.status === 'Connected' && !isObserved(request) && request.session.endAskedAt === null) {
    const at = request.session.startedAt + situation.settings.askEndAfterMs;
    return [{ at, command: { type: 'ask-session-end', actor: SYSTEM } }];
  }
  return [];
}

/** Only AnyDesk's own records tell the end by themselves. */
function isObserved(request: ConnectedRequest): boolean {
  return request.session.source === 'remote-tool';
}
