import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Tables } from '../storage/tables.ts';
import { mayMention } from './mentions.ts';
import type { Subject } from './subject.ts';

type Db = Kysely<Tables>;

/** What is still to be told when a request is erased gets this long, so that ticket and record end as they should. */
const GRACE_MS = 10 * 60_000;

/** Kinds that never carry anything of the recipient: they may still be sent. */
const IMPERSONAL = [
  'ticket-record',
  'outgoing-webhook',
  'session-close',
  'session-comment',
  'ticket-fields',
  'asset-look',
];
/** Kinds that leave something in the help desk. */
const LEFT_IN_TICKETS = ['timeline-entry', 'living-entry', 'ticket-reply', 'time-entry'];

/** What became of a request's deliveries. `waits`: some are on their way; come back. */
export type DeliveriesErased = { readonly removed: number; readonly waits: boolean };

/**
 * Removes what was delivered, and the content of what never will be. A message on its way cannot be called back: it is waited for.
 * Content that is gone lets its delivery end by itself, so that those behind it in the lane still get their turn.
 */
export async function eraseDeliveries(
  db: Db,
  requestId: string,
  erasedAt: EpochMs,
  now: EpochMs,
): Promise<DeliveriesErased> {
  const own = await db
    .selectFrom('delivery')
    .select(['id', 'state', 'turn', 'payload'])
    .where('request_id', '=', requestId)
    .where('kind', 'not in', IMPERSONAL)
    .execute();
  const isOver = ({ state, turn }: (typeof own)[number]) => turn === -1 && (state === 'done' || state === 'parked');
  const open = own.filter((row) => !isOver(row));
  const inFlight = open.some(({ state, turn }) => state === 'attempting' || turn === 2);
  if (inFlight || (open.length > 0 && now < erasedAt + GRACE_MS)) return { removed: 0, waits: true };
  for (const { id } of open) await emptied(db, id);
  const over = own.filter(isOver);
  for (const { id } of over) await db.deleteFrom('delivery').where('id', '=', id).where('turn', '=', -1).execute();
  await db.updateTable('delivery').set({ reason: null }).where('request_id', '=', requestId).execute();
  // Emptied ones end by themselves as soon as their turn comes, unless their way is closed for longer.
  return { removed: over.length, waits: open.length > 0 && now < erasedAt + 2 * GRACE_MS };
}

/** The same for one recipient of several: what was sent to the old address is removed, the rest is the other's. */
export async function eraseDeliveriesTo(db: Db, requestId: string, subject: Subject): Promise<number> {
  const deleted = await db
    .deleteFrom('delivery')
    .where('request_id', '=', requestId)
    .where('turn', '=', -1)
    .where(mayMention(subject, sql.ref('payload')))
    .executeTakeFirstOrThrow();
  return Number(deleted.numDeletedRows);
}

const NOTHING = '{}';

async function emptied(db: Db, id: string): Promise<void> {
  const values = { payload: NOTHING, merge_key: null, reason: null };
  await db.updateTable('delivery').set(values).where('id', '=', id).where('state', '!=', 'attempting').execute();
}

/** How many entries of the request stand in the help desk for certain. */
export async function entriesLeft(db: Db, requestId: string): Promise<number> {
  const row = await db
    .selectFrom('delivery')
    .select(sql<number>`count(*)`.as('entries'))
    .where('request_id', '=', requestId)
    .where('kind', 'in', [...LEFT_IN_TICKETS, 'ticket-record'])
    .where('state', '=', 'done')
    .executeTakeFirst();
  return row?.entries ?? 0;
}

/** What was and is to be told because of a request, as the person may see it. */
export function readDeliveries(db: Db, requestId: string) {
  return db
    .selectFrom('delivery')
    .select(['kind', 'state', 'created_at', 'done_at', 'payload', 'reason'])
    .where('request_id', '=', requestId)
    .orderBy('position')
    .execute();
}
