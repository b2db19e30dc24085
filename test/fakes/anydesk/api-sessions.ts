import * as z from 'zod';
import { type ApiAnswer, fault, ok, wholeNumberOf, wordOf } from './api-answer.ts';
import type { Faults } from './api-faults.ts';
import { badQuery, listAnswer, type SortKeys } from './api-list.ts';
import type { Session } from './desk-records.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

const DIRECTIONS = ['inout', 'in', 'out'] as const;
type Direction = (typeof DIRECTIONS)[number];

const commentBody = z.strictObject({ comment: z.string().max(4000).nullable() });
const closeBody = z.strictObject({ action: z.literal('close') });

export type SessionShape = Pick<Faults, 'sidAs' | 'runningEndTimeAs' | 'listOrder' | 'licenceExpired' | 'badRows'>;

/** GET /sessions. `from` and `to` are taken as bounds of the start time, which AnyDesk does not spell out. */
export function listSessions(desk: SimulatedDesk, query: URLSearchParams, shape: SessionShape): ApiAnswer {
  const cid = wholeNumberOf(query, 'cid', -1, -1);
  const from = wholeNumberOf(query, 'from', 0, 0);
  const to = wholeNumberOf(query, 'to', Number.MAX_SAFE_INTEGER, 0);
  const direction = wordOf(query, 'direction', DIRECTIONS);
  if (cid === null || from === null || to === null || direction === null) return badQuery();
  const rows = desk.sessions.all().filter((session) => {
    const started = seconds(session.startedAt);
    return started >= from && started <= to && (cid === -1 || isInDirection(session, cid, direction));
  });
  const echo = { cid, direction, 'duration.min': -1, 'duration.max': -1 };
  const show = (session: Session): unknown => sessionJson(session, desk.now(), shape);
  const answer = listAnswer({ query, rows, sortKeys: sortKeys(desk.now()), defaultSort: 'start-time', echo, show });
  return disturbed(answer, shape);
}

/** Nothing promises an order: every second row first. And nothing promises that every row is whole. */
function disturbed(answer: ApiAnswer, { listOrder, badRows }: SessionShape): ApiAnswer {
  const { list } = answer.body ?? {};
  if (!Array.isArray(list)) return answer;
  const rows = list as readonly unknown[];
  const odd = (row: unknown, index: number): boolean => index % 2 === 1;
  const mixed = listOrder === 'asked' ? rows : [...rows.filter(odd), ...rows.filter((row, index) => !odd(row, index))];
  return {
    ...answer,
    body: { ...answer.body, list: badRows ? [...mixed, { sid: '../auth', active: 'yes' }, null] : mixed },
  };
}

/** GET /sessions/{sid} */
export function readSession(desk: SimulatedDesk, sid: number, shape: SessionShape): ApiAnswer {
  const session = desk.sessions.find(sid);
  return session === null ? noSession() : ok(sessionJson(session, desk.now(), shape));
}

/** PATCH /sessions/{sid} */
export function commentSession(desk: SimulatedDesk, sid: number, body: unknown): ApiAnswer {
  const change = commentBody.safeParse(body);
  if (!change.success) return fault(400, 'invalid_body', 'Expected {"comment": text or null}');
  return desk.sessions.comment(sid, change.data.comment) === null ? noSession() : { status: 200 };
}

/** POST /sessions/{sid}/action. A session that is over is no longer found. */
export function closeSession(desk: SimulatedDesk, sid: number, body: unknown): ApiAnswer {
  if (!closeBody.safeParse(body).success) return fault(400, 'invalid_body', 'Expected {"action": "close"}');
  return desk.endSession(sid, 'api') === null ? noSession() : { status: 200 };
}

/** A session as the API shows it. Times in Unix seconds, `duration` in seconds so far. */
export function sessionJson(session: Session, nowMs: number, shape: SessionShape): Readonly<Record<string, unknown>> {
  const noEnd = shape.runningEndTimeAs === 'zero' ? 0 : null;
  return {
    sid: shape.sidAs === 'string' ? String(session.sid) : session.sid,
    from: session.from,
    to: session.to,
    active: session.endedAt === null,
    'start-time': seconds(session.startedAt),
    'end-time': session.endedAt === null ? noEnd : seconds(session.endedAt),
    duration: durationSeconds(session, nowMs),
    comment: session.comment,
    src_user_ref: null,
    dst_user_ref: null,
  };
}

function sortKeys(nowMs: number): SortKeys<Session> {
  return {
    'from.cid': (session) => session.from.cid,
    'to.cid': (session) => session.to.cid,
    'start-time': (session) => session.startedAt,
    'end-time': (session) => session.endedAt ?? Number.MAX_SAFE_INTEGER,
    duration: (session) => durationSeconds(session, nowMs),
  };
}

function isInDirection(session: Session, cid: number, direction: Direction): boolean {
  const goesOut = session.from.cid === cid;
  const comesIn = session.to.cid === cid;
  switch (direction) {
    case 'inout':
      return goesOut || comesIn;
    case 'in':
      return comesIn;
    case 'out':
      return goesOut;
    default:
      return direction satisfies never;
  }
}

function durationSeconds(session: Session, nowMs: number): number {
  return seconds(session.endedAt ?? nowMs) - seconds(session.startedAt);
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function noSession(): ApiAnswer {
  return fault(404, 'not_found', 'There is no such session, or it is closed already');
}
