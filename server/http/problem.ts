import type { Refusal, RefusalReason } from '../../core/session-request/refusals.ts';
import type { Reply } from './reply.ts';

/** A problem document (RFC 9457). `type` is stable and documented; `detail` says what to do. */
export type Problem = {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  /** Data a program can use, such as `againAt`. Never internals. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

/** Thrown by edges to answer with a problem; everything else that is thrown becomes a bare 500. */
export class ProblemFault extends Error {
  readonly code = 'problem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

export function problemReply(problem: Problem): Reply {
  const { status, type, title, detail, extra } = problem;
  return {
    status,
    headers: { 'cache-control': 'no-store' },
    body: {
      kind: 'json',
      type: 'application/problem+json; charset=utf-8',
      value: { ...extra, type: `urn:session-requests:problem:${type}`, title, status, detail },
    },
  };
}

export function problem(status: number, type: string, title: string, detail: string): ProblemFault {
  return new ProblemFault({ status, type, title, detail });
}

export const unauthorized = (
  detail = 'Send an access token, or the installation secret, as "Authorization: Bearer …".',
): ProblemFault => problem(401, 'credentials-missing', 'Credentials are missing or not valid', detail);

type RefusalText = { readonly status: number; readonly title: string; readonly detail: string };

/** Every refusal of the lifecycle in the words of HTTP. The core knows none of these numbers. */
const REFUSALS: Readonly<Record<RefusalReason, RefusalText>> = {
  'no-such-request': {
    status: 404,
    title: 'There is no such request',
    detail: 'Check the id. It may also belong to somebody else.',
  },
  'already-exists': { status: 409, title: 'This request exists already', detail: 'Use a new id.' },
  'wrong-status': {
    status: 409,
    title: 'Not possible in this status',
    detail: 'Load the request again: its permitted actions say what is possible now.',
  },
  expired: { status: 409, title: 'The request has expired', detail: 'Reopen it to go on.' },
  'not-for-this-actor': {
    status: 403,
    title: 'This is not yours to do',
    detail: 'This step belongs to somebody else, such as the end user.',
  },
  'not-permitted': {
    status: 403,
    title: 'Your role may only look',
    detail: 'Ask an admin for the role support agent.',
  },
  'sign-in-needed': {
    status: 403,
    title: 'Sign in first',
    detail: 'Connecting needs an agent who signed in. Open the connect page.',
  },
  'start-in-the-past': { status: 422, title: 'The start is in the past', detail: 'Choose a later start.' },
  'expiry-in-the-past': { status: 422, title: 'The expiry is in the past', detail: 'Choose a later expiry.' },
  'expiry-before-start': {
    status: 422,
    title: 'The request would expire before it starts',
    detail: 'Choose an expiry after the start.',
  },
  'expiry-too-late': {
    status: 422,
    title: 'That is too far away',
    detail: 'Choose an earlier time, at most "latest".',
  },
  'nobody-to-reach': {
    status: 422,
    title: 'There is nobody to reach',
    detail: 'Give a mail address or a phone number, or copy the link yourself (channel "link").',
  },
  'no-way-to-send': {
    status: 422,
    title: 'This channel has no address',
    detail: 'Choose another channel or correct the recipient.',
  },
  'consent-missing': { status: 422, title: 'The consent box is not ticked', detail: 'Tick it to allow access.' },
  'address-missing': { status: 422, title: 'The AnyDesk address is missing', detail: 'Enter the AnyDesk address.' },
  'address-mismatch': {
    status: 409,
    title: 'The session is with another device',
    detail: 'Its AnyDesk address is not the one of this request.',
  },
  'other-device': {
    status: 409,
    title: 'Another device has joined',
    detail: 'Press "Go on here instead" on this device first.',
  },
  'outside-limits': {
    status: 422,
    title: 'That start is outside the limits',
    detail: 'Choose a start between "earliestAt" and "latest".',
  },
  'no-session': { status: 409, title: 'No session took place', detail: 'Only a session that took place can be rated.' },
  'too-late': { status: 409, title: 'It is too late for that', detail: 'The time for it is over.' },
  'asked-recently': { status: 429, title: 'Asked a moment ago', detail: 'Wait until "againAt".' },
  'too-early': { status: 409, title: 'It is not time yet', detail: 'Wait until "notBefore".' },
  taken: { status: 409, title: 'A colleague has this request', detail: 'Send takeOver: true to take it over.' },
  'already-done': { status: 409, title: 'That was done already', detail: 'Load the request again.' },
  'was-reported': {
    status: 409,
    title: 'The end user reported this request',
    detail: 'A reported request stays closed. Make a new one if it was a mistake.',
  },
  'ticket-gone': { status: 409, title: 'The ticket was deleted', detail: 'Make a request on another ticket.' },
  'has-a-ticket': {
    status: 409,
    title: 'The request has a ticket already',
    detail: 'It cannot be attached to another.',
  },
  'nothing-changed': { status: 409, title: 'Nothing would change', detail: 'It is like that already.' },
  'stale-version': {
    status: 409,
    title: 'The request changed meanwhile',
    detail: 'Load it again and repeat the command with a new command id.',
  },
  'same-id-other-body': {
    status: 422,
    title: 'This command id was used for something else',
    detail: 'Use a new command id for a new command.',
  },
};

export function refusalProblem(refusal: Refusal): Problem {
  const { reason, ...extra } = refusal;
  return { ...REFUSALS[reason], type: reason, extra };
}
