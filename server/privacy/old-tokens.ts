import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Tables } from '../storage/tables.ts';

type Db = Kysely<Tables>;

/** Tables whose rows are of no use after a moment that stands in them, and the columns that name a row. */
const EXPIRING = [
  { table: 'join_code', key: 'code_hash', over: 'expires_at' },
  { table: 'one_time_link', key: 'token_hash', over: 'expires_at' },
  { table: 'sign_in', key: 'token_hash', over: 'expires_at' },
  { table: 'org_sign_in', key: 'token_hash', over: 'expires_at' },
  { table: 'oauth_access_token', key: 'token_hash', over: 'expires_at' },
  { table: 'oauth_code', key: 'code_hash', over: 'expires_at' },
  { table: 'oauth_grant', key: 'id', over: 'expires_at' },
  { table: 'sign_in_failure', key: 'key', over: 'last_at' },
] as const;

export async function countOldTokens(db: Db, before: EpochMs): Promise<number> {
  let found = 0;
  for (const { table, over } of EXPIRING) {
    const { rows } = await sql<{
      rows: number;
    }>`select count(*) as rows from ${sql.table(table)} where ${sql.ref(over)} < ${before}`.execute(db);
    found += rows[0]?.rows ?? 0;
  }
  return found;
}

export async function removeOldTokens(db: Db, before: EpochMs, limit: number): Promise<number> {
  let removed = 0;
  for (const { table, key, over } of EXPIRING) {
    const left = limit - removed;
    if (left <= 0) break;
    const names = sql`select ${sql.ref(key)} from ${sql.table(table)} where ${sql.ref(over)} < ${before} limit ${left}`;
    const gone = await sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (${names})`.execute(db);
    removed += Number(gone.numAffectedRows ?? 0n);
  }
  return removed;
}
