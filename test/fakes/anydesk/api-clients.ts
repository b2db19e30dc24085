import * as z from 'zod';
import { type ApiAnswer, fault, ok } from './api-answer.ts';
import { listAnswer } from './api-list.ts';
import { sessionJson, type SessionShape } from './api-sessions.ts';
import type { Device } from './desk-records.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

const ALIAS = /^[0-9a-z._-]{1,25}@[0-9a-z._-]{1,32}$/i;
const LAST_SESSIONS = 5;

const aliasBody = z.strictObject({ alias: z.string().nullable() });
const commentBody = z.strictObject({ comment: z.string().max(4000).nullable() });

/** GET /clients: the licence's own machines. An end user's machine is not among them. */
export function listClients(desk: SimulatedDesk, query: URLSearchParams): ApiAnswer {
  const wanted = (query.get('filter') ?? '').toLowerCase();
  const rows = registered(desk).filter((device) => {
    const text = `${device.cid} ${device.alias ?? ''}`.toLowerCase();
    return text.includes(wanted) && (!query.has('online') || device.online);
  });
  return listAnswer({
    query,
    rows,
    sortKeys: {
      cid: (device) => device.cid,
      alias: (device) => device.alias ?? '',
      online: (device) => Number(device.online),
    },
    defaultSort: 'cid',
    echo: { online: query.has('online') },
    show: (device) => clientJson(device, desk.now()),
  });
}

/** GET /clients/{cid}, with its last five sessions. */
export function readClient(desk: SimulatedDesk, cid: number, shape: SessionShape): ApiAnswer {
  const device = find(desk, cid);
  if (device === null) return noClient();
  const last = desk.sessions
    .all()
    .filter((session) => session.from.cid === cid || session.to.cid === cid)
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .slice(0, LAST_SESSIONS);
  const sessions = last.map((session) => sessionJson(session, desk.now(), shape));
  return ok({ ...clientJson(device, desk.now()), 'last-sessions': sessions });
}

/** PATCH /clients/{cid}: a comment, or an alias. */
export function changeClient(desk: SimulatedDesk, cid: number, body: unknown): ApiAnswer {
  if (find(desk, cid) === null) return noClient();
  const comment = commentBody.safeParse(body);
  if (comment.success) {
    desk.devices.setComment(cid, comment.data.comment);
    return { status: 200 };
  }
  const alias = aliasBody.safeParse(body);
  return alias.success
    ? changeAlias(desk, cid, alias.data.alias)
    : fault(400, 'invalid_body', 'Expected alias or comment');
}

function changeAlias(desk: SimulatedDesk, cid: number, alias: string | null): ApiAnswer {
  if (alias !== null && !ALIAS.test(alias)) return fault(400, 'invalid_alias', 'This alias is not allowed');
  const answer = desk.devices.setAlias(cid, alias);
  switch (answer) {
    case 'done':
      return { status: 200 };
    case 'taken':
      return fault(409, 'alias_taken', 'Another client has this alias');
    case 'unknown-device':
      return noClient();
    default:
      return answer satisfies never;
  }
}

/** The machines that belong to the licence. */
export function registered(desk: SimulatedDesk): readonly Device[] {
  return desk.devices.all().filter((device) => device.registered);
}

function find(desk: SimulatedDesk, cid: number): Device | null {
  return registered(desk).find((device) => device.cid === cid) ?? null;
}

function clientJson(device: Device, nowMs: number): Readonly<Record<string, unknown>> {
  return {
    cid: device.cid,
    alias: device.alias,
    'client-version': device.clientVersion,
    online: device.online,
    'online-time': device.online ? Math.floor((nowMs - device.onlineSince) / 1000) : -1,
    comment: device.comment,
    user_ref: null,
  };
}

function noClient(): ApiAnswer {
  return fault(404, 'not_found', 'This licence has no such client');
}
