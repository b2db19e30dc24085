import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import { networkOf } from './network-of.ts';
import { THROTTLE_RULES, type ThrottleRule, waitAfter } from './throttle-rules.ts';

/** Slows down guessing of passwords. Known and unknown accounts are counted alike. */
export type Throttle = {
  /** Counts a try as failed before it is made, so that many at once get no more tries than one after the other. Null: go ahead. */
  begin(email: string, address: string): Promise<{ readonly againAt: EpochMs } | null>;
  /** The password was right: forgets the failures of the account, but not those of the network against others. */
  succeeded(email: string, address: string): Promise<void>;
};

const PURPOSE = 'sign-in-throttle';
const KEEP_MS = 24 * 60 * 60 * 1000;

export function createThrottle(database: Database, keys: KeyRing, clock: Clock): Throttle {
  const keyOf = (...parts: readonly string[]): string => keys.mac(PURPOSE, parts.join('\n')).toString('base64url');
  const keysOf = (email: string, address: string) => {
    const account = email.trim().toLowerCase();
    const network = networkOf(address);
    return [
      { key: keyOf('account-from-network', account, network), rule: THROTTLE_RULES.accountFromNetwork },
      { key: keyOf('network', network), rule: THROTTLE_RULES.network },
      { key: keyOf('account', account), rule: THROTTLE_RULES.account },
      // Always in the same order: two transactions that lock rows in different orders would wait for each other forever.
    ].toSorted((one, other) => (one.key < other.key ? -1 : 1));
  };
  return {
    begin: (email, address) => {
      const named = keysOf(email, address);
      return database.write(async (db) => {
        const now = clock.now();
        await db
          .deleteFrom('sign_in_failure')
          .where('last_at', '<', now - KEEP_MS)
          .execute();
        const counted: Counted[] = [];
        for (const { key, rule } of named) counted.push({ key, rule, ...(await count(db, key, rule, now)) });
        const againAt = Math.max(...counted.map((row) => row.blockedUntil));
        if (againAt > now) {
          // A try that is not made does not count: pressing again while waiting must not make the wait longer.
          await takeBack(
            db,
            counted.map((row) => row.key),
          );
          return { againAt };
        }
        for (const { key, rule, failures } of counted) {
          const blockedUntil = now + waitAfter(failures, rule);
          await db.updateTable('sign_in_failure').set({ blocked_until: blockedUntil }).where('key', '=', key).execute();
        }
        return null;
      });
    },
    succeeded: async (email, address) => {
      const named = keysOf(email, address);
      const own = named.filter(({ rule }) => rule !== THROTTLE_RULES.network).map(({ key }) => key);
      const network = named.filter(({ rule }) => rule === THROTTLE_RULES.network).map(({ key }) => key);
      await database.write(async (db) => {
        await db.deleteFrom('sign_in_failure').where('key', 'in', own).execute();
        await db.updateTable('sign_in_failure').set({ blocked_until: 0 }).where('key', 'in', network).execute();
        await takeBack(db, network);
      });
    },
  };
}

type Counted = {
  readonly key: string;
  readonly rule: ThrottleRule;
  readonly failures: number;
  readonly blockedUntil: number;
};

/** Counts and locks the row until the transaction ends, so that tries at the same moment are counted one after the other. */
async function count(db: Kysely<Tables>, key: string, rule: ThrottleRule, now: EpochMs) {
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
async function takeBack(db: Kysely<Tables>, keys: readonly string[]): Promise<void> {
  await db
    .updateTable('sign_in_failure')
    .set((row) => ({ failures: row('failures', '-', 1) }))
    .where('key', 'in', keys)
    .execute();
  await db.deleteFrom('sign_in_failure').where('key', 'in', keys).where('failures', '<=', 0).execute();
}
