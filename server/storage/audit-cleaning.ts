import type { EpochMs } from '../../core/session-request/values.ts';
import { appendAudit } from './audit-append.ts';
import { VEILED_BY_ITS_HASH, veilOf } from './audit-chain.ts';
import type { UnitSession } from './database.ts';
import { writeSetting } from './settings.ts';
import { AUDIT_START, PSEUDONYMISED, REMOVED } from './verify-audit.ts';

/** What stands in a row afterwards. */
export type CleanedRow = { readonly id: number; readonly actor: string; readonly detail: string };

const SYSTEM = { kind: 'system' } as const;

/**
 * Replaces who and what in sealed rows, forgets the salts, and says so in a row of its own: the chain stays true. Rows that are not
 * sealed yet are left as they are; returns how many were replaced.
 */
export async function pseudonymiseAudit(unit: UnitSession, rows: readonly CleanedRow[], at: EpochMs): Promise<number> {
  const done: number[] = [];
  for (const row of rows) {
    const stored = await unit.db
      .selectFrom('audit')
      .select(['actor', 'detail', 'installation_id', 'request_id', 'salt', 'veil'])
      .where('id', '=', row.id)
      .where('seal_seq', 'is not', null)
      .executeTakeFirst();
    if (stored === undefined) continue;
    const veil = veilOf(stored) ?? VEILED_BY_ITS_HASH;
    const replaced = { actor: row.actor, detail: row.detail, salt: null, veil };
    await unit.db.updateTable('audit').set(replaced).where('id', '=', row.id).execute();
    done.push(row.id);
  }
  if (done.length > 0) await note(unit, PSEUDONYMISED, { rows: done }, at);
  return done.length;
}

/** Removes sealed rows older than `before`, oldest first, at most `limit`, and notes where the chain begins now. Never the newest one. */
export async function removeOldAudit(unit: UnitSession, before: EpochMs, limit: number, at: EpochMs): Promise<number> {
  const { db } = unit;
  const sealed = db.selectFrom('audit').where('seal_seq', 'is not', null).orderBy('seal_seq');
  const oldest = await sealed
    .select(['id', 'at', 'seal_seq', 'hash'])
    .limit(limit + 1)
    .execute();
  const young = oldest.findIndex((row) => row.at >= before);
  const gone = oldest.slice(0, Math.min(young === -1 ? oldest.length - 1 : young, limit));
  const last = gone.at(-1);
  if (last === undefined) return 0;
  await db.deleteFrom('audit').where('seal_seq', '<=', last.seal_seq).execute();
  const start = { seq: last.seal_seq, hash: last.hash };
  await writeSetting(db, AUDIT_START, start);
  await note(unit, REMOVED, start, at);
  return gone.length;
}

async function note(unit: UnitSession, action: string, detail: object, at: EpochMs): Promise<void> {
  const entry = { at, actor: SYSTEM, action, installationId: null, requestId: null, detail: JSON.stringify(detail) };
  await appendAudit(unit, [entry]);
}
