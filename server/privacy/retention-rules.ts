import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import { removeOldAudit } from '../storage/audit-cleaning.ts';
import type { UnitSession } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import { removeOldTokens, countOldTokens } from './old-tokens.ts';
import { cleanOldTickets, countOldTickets } from './old-tickets.ts';
import type { RetentionKind } from './retention-settings.ts';

type Db = Kysely<Tables>;

/** How what is older than a moment is counted, and removed a little at a time. */
export type RetentionRule = {
  readonly kind: Exclude<RetentionKind, 'recipients'>;
  /** Rows of one transaction: others wait as long as it takes. */
  readonly atOnce: number;
  count(db: Db, before: EpochMs): Promise<number>;
  /** Removes at most `atOnce`; fewer means that no more are there. */
  remove(unit: UnitSession, before: EpochMs, limit: number, now: EpochMs): Promise<number>;
};

/** These two are asked again when a request goes on, and go with the request itself. */
const ASKED_AGAIN = ['time-entry', 'living-entry'];

const rows = (query: Promise<readonly { readonly rows: number }[]>): Promise<number> =>
  query.then(([row]) => row?.rows ?? 0);
const total = sql<number>`count(*)`.as('rows');

export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    kind: 'requests',
    atOnce: 25,
    count: (db, before) => rows(endedBefore(db, before).select(total).execute()),
    remove: async ({ db }, before, limit) => {
      const old = await endedBefore(db, before).select(['id', 'serial']).orderBy('sort_at').limit(limit).execute();
      for (const { id, serial } of old) await removeRequest(db, id, serial);
      return old.length;
    },
  },
  {
    kind: 'deliveries',
    atOnce: 200,
    count: (db, before) => rows(oldDeliveries(db, before).select(total).execute()),
    remove: async ({ db }, before, limit) => {
      const old = await oldDeliveries(db, before).select('delivery.position').limit(limit).execute();
      await eachOf(old, ({ position }) =>
        db.deleteFrom('delivery').where('position', '=', position).where('turn', '=', -1),
      );
      return old.length;
    },
  },
  {
    kind: 'fetches',
    atOnce: 200,
    count: (db, before) => rows(db.selectFrom('link_fetch').select(total).where('at', '<', before).execute()),
    remove: async ({ db }, before, limit) => {
      const old = await db.selectFrom('link_fetch').select('id').where('at', '<', before).limit(limit).execute();
      await eachOf(old, ({ id }) => db.deleteFrom('link_fetch').where('id', '=', id));
      return old.length;
    },
  },
  {
    kind: 'messages',
    atOnce: 200,
    count: (db, before) => rows(db.selectFrom('sms_message').select(total).where('at', '<', before).execute()),
    remove: async ({ db }, before, limit) => {
      const old = await db
        .selectFrom('sms_message')
        .select('attempt_id')
        .where('at', '<', before)
        .limit(limit)
        .execute();
      await eachOf(old, ({ attempt_id: id }) => db.deleteFrom('sms_message').where('attempt_id', '=', id));
      return old.length;
    },
  },
  {
    kind: 'sessions',
    atOnce: 200,
    count: (db, before) => rows(loneSessions(db, before).select(total).execute()),
    remove: async ({ db }, before, limit) => {
      const old = await loneSessions(db, before).select(['account_id', 'session_id']).limit(limit).execute();
      await eachOf(old, ({ account_id: account, session_id: session }) =>
        db.deleteFrom('remote_session').where('account_id', '=', account).where('session_id', '=', session),
      );
      return old.length;
    },
  },
  {
    kind: 'tickets',
    atOnce: 200,
    count: countOldTickets,
    remove: ({ db }, before, limit) => cleanOldTickets(db, before, limit),
  },
  {
    kind: 'tokens',
    atOnce: 200,
    count: countOldTokens,
    remove: ({ db }, before, limit) => removeOldTokens(db, before, limit),
  },
  {
    kind: 'audit',
    atOnce: 500,
    count: (db, before) => rows(db.selectFrom('audit').select(total).where('at', '<', before).execute()),
    remove: (unit, before, limit, now) => removeOldAudit(unit, before, limit, now),
  },
];

function endedBefore(db: Db, before: EpochMs) {
  return db.selectFrom('request').where('listed', '=', 'past').where('sort_at', '<', before);
}

function oldDeliveries(db: Db, before: EpochMs) {
  return db
    .selectFrom('delivery')
    .innerJoin('request', 'request.id', 'delivery.request_id')
    .where('request.listed', '=', 'past')
    .where('request.sort_at', '<', before)
    .where('delivery.updated_at', '<', before)
    .where('delivery.turn', '=', -1)
    .where('delivery.kind', 'not in', ASKED_AGAIN);
}

function loneSessions(db: Db, before: EpochMs) {
  return db
    .selectFrom('remote_session')
    .where('request_id', 'is', null)
    .where('is_over', '=', 1)
    .where('first_seen_at', '<', before);
}

/** Its log, words, presence and fetches go with it by themselves. */
async function removeRequest(db: Db, id: string, serial: number): Promise<void> {
  await db.deleteFrom('delivery').where('request_id', '=', id).where('turn', '=', -1).execute();
  await db.deleteFrom('join_code').where('request_id', '=', id).execute();
  await db.deleteFrom('sms_message').where('request_id', '=', id).execute();
  await db.deleteFrom('session_watch').where('request_id', '=', id).execute();
  await db.deleteFrom('browser_notice').where('request_id', '=', id).execute();
  await db.deleteFrom('queue_wait').where('request_id', '=', id).execute();
  await db.deleteFrom('remote_session').where('request_id', '=', id).execute();
  await db.deleteFrom('request').where('serial', '=', serial).where('listed', '=', 'past').execute();
}

async function eachOf<Row>(
  found: readonly Row[],
  removal: (row: Row) => { execute(): Promise<unknown> },
): Promise<void> {
  for (const row of found) await removal(row).execute();
}
