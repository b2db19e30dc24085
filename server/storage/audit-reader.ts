import { EMPTY_CHAIN, nextLink } from './audit-chain.ts';
import {
  lastSealedRow,
  newestAuditRows,
  newestAuditRowsOfRequest,
  sealRows,
  unsealedRows,
  waitForOtherSealers,
} from './audit-queries.ts';
import { pageLimit, readCursor, writeCursor } from './cursor.ts';
import type { ChainLink, Database, UnitSession } from './database.ts';
import type { AuditReader, AuditRow, Page } from './store.ts';
import { verifyChain } from './verify-audit.ts';

const CURSOR = 'audit';
const ROWS_PER_SEAL = 200;

/** The audit log for people, and its hash chain. */
export function auditReader(database: Database): AuditReader {
  return {
    list: (query) => list(database, query),
    seal: (limit) => {
      // On SQLite rows are sealed when they are written.
      if (database.engine === 'sqlite') return Promise.resolve(0);
      return database.writeSession((unit) => seal(unit, Math.min(limit, ROWS_PER_SEAL)));
    },
    verifyChain: () => verifyChain(database),
  };
}

async function list(database: Database, query: Parameters<AuditReader['list']>[0]): Promise<Page<AuditRow>> {
  const limit = pageLimit(query.page.limit);
  const beforeId = readCursor(CURSOR, query.page.cursor)?.serial ?? Number.MAX_SAFE_INTEGER;
  const range = { beforeId, limit: limit + 1 };
  const rows =
    query.requestId === null
      ? await database.readSession.all(newestAuditRows, range)
      : await database.readSession.all(newestAuditRowsOfRequest, { ...range, requestId: query.requestId });
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    installationId: row.installation_id,
    requestId: row.request_id,
    detail: row.detail,
    sealed: row.seal_seq !== null,
  }));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? writeCursor(CURSOR, { sortAt: 0, serial: last.id }) : null };
}

async function seal(unit: UnitSession, limit: number): Promise<number> {
  await waitForOtherSealers.execute(unit.db);
  const rows = await unit.all(unsealedRows, { limit });
  if (rows.length === 0) return 0;
  const newest = await unit.first(lastSealedRow, { zero: EMPTY_CHAIN.seq });
  let head = newest === null ? EMPTY_CHAIN : linkOf(newest);
  const links = rows.map((row) => {
    head = nextLink(head, row);
    return { id: row.id, ...head };
  });
  await sealRows(links).execute(unit.db);
  return links.length;
}

function linkOf(row: { readonly seal_seq: number | null; readonly hash: string | null }): ChainLink {
  return { seq: row.seal_seq ?? EMPTY_CHAIN.seq, hash: row.hash ?? EMPTY_CHAIN.hash };
}
