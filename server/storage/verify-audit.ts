import { z } from 'zod';
import { EMPTY_CHAIN, nextLink, type SealedContent, VEILED_BY_ITS_HASH } from './audit-chain.ts';
import { sealedRowsAfter } from './audit-queries.ts';
import type { ChainLink, Database } from './database.ts';
import { nextTurn } from './next-turn.ts';
import { readSetting } from './settings.ts';

const ROWS_PER_CHECK = 500;

/** Where the chain begins since its oldest rows were removed. */
export const AUDIT_START = 'audit-start';
export const auditStart = z.object({ seq: z.number(), hash: z.string() });

/** Written whenever rows were pseudonymised or removed: without such a row, which the chain vouches for, both count as tampering. */
export const PSEUDONYMISED = 'privacy.audit-pseudonymised';
export const REMOVED = 'privacy.audit-removed';
const pseudonymised = z.object({ rows: z.array(z.number()) });

type Row = SealedContent & { readonly id: number; readonly seal_seq: number | null; readonly hash: string | null };

/** Recomputes the chain; the first row that does not fit, or null when all fits. */
export async function verifyChain(database: Database): Promise<{ rows: number; firstBroken: number | null }> {
  const start = (await readSetting(database.read, AUDIT_START, auditStart)) ?? EMPTY_CHAIN;
  const doubts = createDoubts(start);
  let head: ChainLink = start;
  for (;;) {
    const rows = await database.readSession.all(sealedRowsAfter, { seq: head.seq, limit: ROWS_PER_CHECK });
    for (const row of rows) {
      const expected = expectedLink(head, row);
      if (row.seal_seq !== expected.seq || row.hash !== expected.hash) {
        return { rows: head.seq - start.seq, firstBroken: row.id };
      }
      doubts.hear(row);
      head = expected;
    }
    if (rows.length < ROWS_PER_CHECK) return { rows: head.seq - start.seq, firstBroken: doubts.first() };
    await nextTurn();
  }
}

function expectedLink(head: ChainLink, row: Row): ChainLink {
  if (row.salt === null && row.veil === VEILED_BY_ITS_HASH) return { seq: head.seq + 1, hash: row.hash ?? '' };
  return nextLink(head, row);
}

/** What the chain alone does not vouch for: veiled rows, and rows that are gone. A later row must speak of each. */
function createDoubts(start: ChainLink) {
  const veiled = new Set<number>();
  let unexplainedStart: number | null = null;
  return {
    hear(row: Row): void {
      if (start.seq > 0 && row.seal_seq === start.seq + 1) unexplainedStart = row.id;
      if (row.veil !== null) veiled.add(row.id);
      else if (row.action === PSEUDONYMISED) for (const id of rowsIn(row.detail)) veiled.delete(id);
      else if (row.action === REMOVED && speaksOf(row.detail, start)) unexplainedStart = null;
    },
    first: (): number | null => unexplainedStart ?? [...veiled].toSorted((a, b) => a - b)[0] ?? null,
  };
}

function rowsIn(detail: string): readonly number[] {
  const parsed = pseudonymised.safeParse(JSON.parse(detail));
  return parsed.success ? parsed.data.rows : [];
}

function speaksOf(detail: string, start: ChainLink): boolean {
  const parsed = auditStart.safeParse(JSON.parse(detail));
  return parsed.success && parsed.data.seq === start.seq && parsed.data.hash === start.hash;
}
