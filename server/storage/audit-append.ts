import type { AuditEntry } from '../../core/ports/stores.ts';
import { nextLink, type SealedContent } from './audit-chain.ts';
import { randomBytes } from '../secrets/random-bytes.ts';
import type { ChainHead, UnitSession } from './database.ts';
import { prepareRows } from './prepared.ts';

const SALT_BYTES = 18;

type NewRow = SealedContent & { seal_seq: number | null; hash: string | null };

const insertAuditRows = prepareRows<NewRow>((db, rows) =>
  db.insertInto('audit').values(
    rows.map((row) => ({
      at: row.at,
      actor: row.actor,
      action: row.action,
      installation_id: row.installation_id,
      request_id: row.request_id,
      detail: row.detail,
      salt: row.salt,
      seal_seq: row.seal_seq,
      hash: row.hash,
    })),
  ),
);

/**
 * Appends audit rows within a unit of work. They are sealed at once where writers queue up anyway (SQLite), and left for the sealer where
 * they do not.
 */
export async function appendAudit(unit: UnitSession, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => seal(contentOf(entry), unit.chainHead));
  await unit.run(insertAuditRows(rows.length), rows);
}

function contentOf(entry: AuditEntry): SealedContent {
  return {
    at: entry.at,
    actor: JSON.stringify(entry.actor),
    action: entry.action,
    installation_id: entry.installationId,
    request_id: entry.requestId,
    detail: entry.detail,
    salt: randomBytes(SALT_BYTES).toString('base64url'),
    veil: null,
  };
}

function seal(content: SealedContent, head: ChainHead | null): NewRow {
  if (head === null) return { ...content, seal_seq: null, hash: null };
  const link = nextLink(head.current(), content);
  head.advance(link);
  return { ...content, seal_seq: link.seq, hash: link.hash };
}
