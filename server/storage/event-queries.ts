import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { prepare } from './prepared.ts';
import type { Tables } from './tables.ts';

export const eventsAfter = prepare<{ requestId: string; afterSeq: number }>()((db, { requestId, afterSeq }) =>
  db
    .selectFrom('event')
    .select(['position', 'seq', 'data'])
    .where('request_id', '=', requestId)
    .where('seq', '>', afterSeq)
    .orderBy('seq'),
);

export const newestPosition = prepare<{ zero: number }>()((db, { zero }) =>
  db.selectFrom('event').select('position').where('position', '>', zero).orderBy('position', 'desc').limit(1),
);

export const dueRequests = prepare<{ now: number; limit: number }>()((db, { now, limit }) =>
  db.selectFrom('request').select('id').where('due_at', '<=', now).orderBy('due_at').orderBy('serial').limit(limit),
);

type Since = { after: number; lateAfter: number; youngerThan: number };

export const changesOfRequest = prepare<Since & { requestId: string }>()((db, values) =>
  requestsWithNewestEvent(db)
    .where('request.id', '=', values.requestId)
    .where((is) => isNews(is, values)),
);

export const changesOfTicket = prepare<Since & { installationId: string; ticketId: string }>()((db, values) =>
  requestsWithNewestEvent(db)
    .where('request.installation_id', '=', values.installationId)
    .where('request.ticket_id', '=', values.ticketId)
    .where((is) => isNews(is, values))
    .orderBy('event.position'),
);

/** A request's version is the number of its events, so it is also the place of the newest one. */
function requestsWithNewestEvent(db: Kysely<Tables>) {
  return db
    .selectFrom('request')
    .innerJoin('event', (join) =>
      join.onRef('event.request_id', '=', 'request.id').onRef('event.seq', '=', 'request.version'),
    )
    .leftJoin('presence', 'presence.request_id', 'request.id')
    .select(['event.position', 'request.state', 'request.active_key', 'presence.seen_at']);
}

/** After a position, or shortly before it and young: such a one may have become visible late. */
function isNews(is: ExpressionBuilder<Pick<Tables, 'event'>, 'event'>, since: Since) {
  // The plus keeps the index of positions out of it: events are found by their request.
  const position = sql<number>`+event.position`;
  const isLate = is.and([is(position, '>', since.lateAfter), is('event.stored_at', '>', since.youngerThan)]);
  return is.or([is(position, '>', since.after), isLate]);
}
