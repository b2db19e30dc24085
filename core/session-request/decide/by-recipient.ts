import type {
  AllowAccess,
  AskNewLink,
  DenyAccess,
  Join,
  MoveHere,
  NoteReadiness,
  RateSession,
  ReportRequest,
  WithdrawConsent,
} from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { Situation } from '../values.ts';
import { joinOpensAt } from './times.ts';
import { isOtherDevice } from './on-address.ts';
import { closedEvent, runningMs } from './close-request.ts';

type RecipientCommand =
  | Join
  | MoveHere
  | NoteReadiness
  | RateSession
  | AllowAccess
  | DenyAccess
  | WithdrawConsent
  | ReportRequest
  | AskNewLink;

/** What the person at the machine may do. */
export function decideByRecipient(
  command: RecipientCommand,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  const { actor } = command;
  const at = situation.now;
  switch (command.type) {
    case 'join':
      return join(command, request, situation);
    case 'move-here':
      if (command.device === request.device) return refuse({ reason: 'nothing-changed' });
      return { ok: true, events: [{ type: 'device-changed', at, actor, device: command.device }] };
    case 'note-readiness':
      return { ok: true, events: [{ type: 'readiness-noted', at, actor, readiness: command.readiness }] };
    case 'rate-session':
      return rate(command, request, situation);
    case 'allow-access':
      return allow(command, request, at);
    case 'deny-access':
      return deny(command, request, situation);
    case 'withdraw-consent':
      return { ok: true, events: [{ type: 'consent-withdrawn', at, actor, sessionMs: runningMs(request, at) }] };
    case 'report-request':
      return { ok: true, events: [{ type: 'request-reported', at, actor, sessionMs: runningMs(request, at) }] };
    case 'ask-new-link':
      return askNewLink(command, request, situation);
    default:
      return command satisfies never;
  }
}

/** A scheduled request can be joined a little before its start, when the agent is there. */
function join(command: Join, request: SessionRequest, situation: Situation): Decision<SessionRequestEvent> {
  const notBefore = joinOpensAt(request, situation);
  if (notBefore > situation.now) return refuse({ reason: 'too-early', notBefore });
  const { actor, device } = command;
  return { ok: true, events: [{ type: 'recipient-joined', at: situation.now, actor, device }] };
}

/** Said once more, it counts instead. */
function rate(
  { actor, rating }: RateSession,
  request: SessionRequest,
  situation: Situation,
): Decision<SessionRequestEvent> {
  if (request.status !== 'Closed' || request.sessions.count === 0) return refuse({ reason: 'no-session' });
  if (situation.now > request.closedAt + situation.settings.rateWithinMs) return refuse({ reason: 'too-late' });
  return { ok: true, events: [{ type: 'session-rated', at: situation.now, actor, rating }] };
}

function allow(command: AllowAccess, request: SessionRequest, at: number): Decision<SessionRequestEvent> {
  if (isOtherDevice(command, request)) return refuse({ reason: 'other-device' });
  if (!command.consented) return refuse({ reason: 'consent-missing' });
  if (command.address === null) return refuse({ reason: 'address-missing' });
  const { actor, address, textVersion, language, named, wishes, addressHash, addressSalt } = command;
  const salted = addressSalt === undefined ? {} : { addressSalt };
  const hashed = addressHash === undefined ? {} : { addressHash, ...salted };
  const consent = { source: 'join-page', givenAt: at, textVersion, language, named, wishes, ...hashed } as const;
  return { ok: true, events: [{ type: 'access-granted', at, actor, address, consent }] };
}

/** The second Deny is meant: it closes. */
function deny(command: DenyAccess, request: SessionRequest, situation: Situation): Decision<SessionRequestEvent> {
  const denied = { type: 'access-denied', at: situation.now, actor: command.actor } as const;
  if (request.denials === 0) return { ok: true, events: [denied] };
  const declined = { actor: command.actor, outcome: 'declined', note: '' } as const;
  return { ok: true, events: [denied, closedEvent(declined, request, situation, 'second-denial')] };
}

function askNewLink(command: AskNewLink, request: SessionRequest, situation: Situation): Decision<SessionRequestEvent> {
  if (request.status !== 'Closed' && request.status !== 'Expired') return refuse({ reason: 'nothing-changed' });
  if (request.status === 'Closed' && request.reason === 'reported') return refuse({ reason: 'was-reported' });
  if (request.status === 'Closed' && request.reason === 'ticket-deleted') return refuse({ reason: 'ticket-gone' });
  const againAt = (request.newLinkAskedAt ?? Number.NEGATIVE_INFINITY) + situation.settings.newLinkAgainAfterMs;
  if (situation.now < againAt) return refuse({ reason: 'asked-recently', againAt });
  return { ok: true, events: [{ type: 'new-link-asked', at: situation.now, actor: command.actor }] };
}
