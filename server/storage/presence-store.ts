import { sql } from 'kysely';
import type { Database } from './database.ts';
import { prepare } from './prepared.ts';
import type { PresenceStore } from './store.ts';

/** A scanner may fetch a link without end: only the newest are kept. */
const FETCHES_KEPT = 200;
const FETCHES_SHOWN = 50;

/** An unknown request is nobody's presence; an older sign of life does not undo a newer one. */
const markSeen = prepare<{ requestId: string; at: number }>()((db, { requestId, at }) =>
  db
    .insertInto('presence')
    .columns(['request_id', 'seen_at'])
    .expression((from) =>
      from
        .selectFrom('request')
        .select(['request.id', sql<number>`cast(${at} as bigint)`.as('seen_at')])
        .where('request.id', '=', requestId),
    )
    .onConflict((conflict) =>
      conflict
        .column('request_id')
        .doUpdateSet((is) => ({ seen_at: is.ref('excluded.seen_at') }))
        .whereRef('presence.seen_at', '<', 'excluded.seen_at'),
    ),
);

type NewFetch = { requestId: string; at: number; addressHash: string; userAgent: string };

const insertFetch = prepare<NewFetch>()((db, values) =>
  db
    .insertInto('link_fetch')
    .columns(['request_id', 'at', 'address_hash', 'user_agent'])
    .expression((from) =>
      from
        .selectFrom('request')
        .select([
          'request.id',
          sql<number>`cast(${values.at} as bigint)`.as('at'),
          sql<string>`cast(${values.addressHash} as text)`.as('address_hash'),
          sql<string>`cast(${values.userAgent} as text)`.as('user_agent'),
        ])
        .where('request.id', '=', values.requestId),
    ),
);

const trimFetches = prepare<{ requestId: string; kept: number }>()((db, { requestId, kept }) =>
  db
    .deleteFrom('link_fetch')
    .where('request_id', '=', requestId)
    .where('id', '<=', (is) =>
      is
        .selectFrom('link_fetch')
        .select('id')
        .where('request_id', '=', requestId)
        .orderBy('id', 'desc')
        .limit(1)
        .offset(kept),
    ),
);

const newestFetches = prepare<{ requestId: string; limit: number }>()((db, { requestId, limit }) =>
  db
    .selectFrom('link_fetch')
    .select(['request_id as requestId', 'at', 'address_hash as addressHash', 'user_agent as userAgent'])
    .where('request_id', '=', requestId)
    .orderBy('id', 'desc')
    .limit(limit),
);

/** What is known of a request's pages, beside its log. */
export function presenceStore(database: Database): PresenceStore {
  return {
    markSeen: (requestId, at) =>
      database.writeSession(async (unit) => {
        await unit.run(markSeen, { requestId, at });
      }),
    recordLinkFetch: (fetch) =>
      database.writeSession(async (unit) => {
        await unit.run(insertFetch, fetch);
        await unit.run(trimFetches, { requestId: fetch.requestId, kept: FETCHES_KEPT });
      }),
    linkFetches: (requestId) => database.readSession.all(newestFetches, { requestId, limit: FETCHES_SHOWN }),
  };
}
