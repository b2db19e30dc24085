import { sql } from 'kysely';
import { prepare } from './prepared.ts';

const CONTENT = ['at', 'actor', 'action', 'installation_id', 'request_id', 'detail', 'salt', 'veil'] as const;

type Page = { beforeId: number; limit: number };

export const newestAuditRows = prepare<Page>()((db, { beforeId, limit }) =>
  db
    .selectFrom('audit')
    .select(['id', 'seal_seq', ...CONTENT])
    .where('id', '<', beforeId)
    .orderBy('id', 'desc')
    .limit(limit),
);

export const newestAuditRowsOfRequest = prepare<Page & { requestId: string }>()((db, { beforeId, limit, requestId }) =>
  db
    .selectFrom('audit')
    .select(['id', 'seal_seq', ...CONTENT])
    .where('request_id', '=', requestId)
    .where('id', '<', beforeId)
    .orderBy('id', 'desc')
    .limit(limit),
);

export const unsealedRows = prepare<{ limit: number }>()((db, { limit }) =>
  db
    .selectFrom('audit')
    .select(['id', ...CONTENT])
    .where('seal_seq', 'is', null)
    .orderBy('id')
    .limit(limit),
);

export const lastSealedRow = prepare<{ zero: number }>()((db, { zero }) =>
  db.selectFrom('audit').select(['seal_seq', 'hash']).where('seal_seq', '>', zero).orderBy('seal_seq', 'desc').limit(1),
);

export const sealedRowsAfter = prepare<{ seq: number; limit: number }>()((db, { seq, limit }) =>
  db
    .selectFrom('audit')
    .select(['id', 'seal_seq', 'hash', ...CONTENT])
    .where('seal_seq', '>', seq)
    .orderBy('seal_seq')
    .limit(limit),
);

const SEALER = 5_273_001;

/** Lets one sealer at a time work until its transaction ends: a lease alone does not stop one that slept through its end. */
export const waitForOtherSealers = sql`select pg_advisory_xact_lock(${SEALER})`;

/** Seals given rows in one statement. PostgreSQL only: elsewhere rows are sealed when they are written. */
export function sealRows(links: readonly { readonly id: number; readonly seq: number; readonly hash: string }[]) {
  const rows = links.map(
    ({ id, seq, hash }) => sql`(cast(${id} as bigint), cast(${seq} as bigint), cast(${hash} as text))`,
  );
  return sql`update audit set seal_seq = link.seq, hash = link.hash
    from (values ${sql.join(rows)}) as link (id, seq, hash) where audit.id = link.id`;
}
