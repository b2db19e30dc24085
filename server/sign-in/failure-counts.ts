import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import { type ThrottleRule, waitAfter } from './throttle-rules.ts';

/** Something that failures are counted of, by a keyed hash. */
export type Counted = { readonly key: string; readonly rule: ThrottleRule };

/** How often something went wrong, for rules about how long to wait. */
export type FailureCounts = {
  /** Counts a try as failed before it is made, so that many at once get no more tries than one after the other. Null: go ahead. */
  begin(counted: readonly Counted[]): Promise<{ readonly againAt: EpochMs } | null>;
  /** The try did not fail: it does not count and nobody waits because of it. */
  takeBack(keys: readonly string[]): Promise<void>;
  forget(keys: readonly string[]): Promise<void>;
};

const KEEP_MS = 24 * 60 * 60 * 1000;

export function createFailureCounts(database: Database, clock: Clock): FailureCounts {
  return {
    begin: (counted) =>
      database.write(async (db) => {
        const now = clock.now();
        await db
          .deleteFrom('sign_in_failure')
          .where('last_at', '<', now - KEEP_MS)
          .execute();
        const rows: (Counted & Count)[] = [];
        // Always in the same order: two transactions that lock rows in different orders would wait for each other forever.
        for (const one of counted.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
          rows.push({ ...one, ...(await count(db, one.key, one.rule, now)) });
        }
        const againAt = Math.max(...rows.map((row) => row.blockedUntil));
        if (againAt > now) {
          // A try that is not made does not count: pressing again while waiting must not make the wait longer.
          await takeOneBack(
            db,
            rows.map((row) => row.key),
          );
          return { againAt };
        }
        for (const { key, rule, failures } of rows) {
          const blockedUntil = now + waitAfter(failures, rule);
          await db.updateTable('sign_in_failure').set({ blocked_until: blockedUntil }).where('key', '=', key).execute();
        }
        return null;
      }),
    takeBack: (keys) =>
      database.write(async (db) => {
        await db.updateTable('sign_in_failure').set({ blocked_until: 0 }).where('key', 'in', keys).execute();
        await takeOneBack(db, keys);
      }),
    forget: (keys) =>
      database.write(async (db) => {
        await db.deleteFrom('sign_in_failure').where('key', 'in', keys).execute();
      }),
  };
}

type Count = { readonly failures: number; readonly blockedUntil: number };

/** Counts and locks the row until the transaction ends, so that tries at the same moment are counted one after the other. */
async function count(db: Kysely<Tables>, key: string, rule: ThrottleRule, now: EpochMs): Promise<Count> {
  const row = await db
    .insertInto('sign_in_failure')
    .values({ key, failures: 1, last_at: now, blocked_until: 0 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql<number>`case when sign_in_failure.last_at <= ${now - rule.forgetAfterMs} then 1 else sign_in_failure.failures + 1 end`,
        last_at: now,
      }),
    )
    .returning(['failures', 'blocked_until'])
    .executeTakeFirstOrThrow();
  return { failures: row.failures, blockedUntil: row.blocked_until };
}

/** Counts one failure less; rows that count nothing are not kept, or a flood of invented addresses would fill the table. */
async function takeOneBack(db: Kysely<Tables>, keys: readonly string[]): Promise<void> {
  await db
    .updateTable('sign_in_failure')
    .set((row) => ({ failures: row('failures', '-', 1) }))
    .where('key', 'in', keys)
    .execute();
  await db.deleteFrom('sign_in_failure').where('key', 'in', keys).where('failures', '<=', 0).execute();
}
