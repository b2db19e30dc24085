import { prepare, prepareRows } from './prepared.ts';
import type { QueueWaitTables } from '../queue-waits/queue-wait-table.ts';

/** The words of a request and its events, written beside it. */
export const deleteTerms = prepare<{ serial: number }>()((db, { serial }) =>
  db.deleteFrom('term').where('serial', '=', serial),
);

export const insertTerms = prepareRows<{ serial: number; term: string }>((db, rows) =>
  db.insertInto('term').values(rows.map((row) => ({ serial: row.serial, term: row.term }))),
);

type NewEvent = { request_id: string; seq: number; type: string; at: number; stored_at: number; data: string };

export const insertEvents = prepareRows<NewEvent>((db, rows) =>
  db.insertInto('event').values(
    rows.map((row) => ({
      request_id: row.request_id,
      seq: row.seq,
      type: row.type,
      at: row.at,
      stored_at: row.stored_at,
      data: row.data,
    })),
  ),
);

/** A permission is counted once, whoever connects again later. */
export const insertWait = prepare<QueueWaitTables['queue_wait']>()((db, row) =>
  db
    .insertInto('queue_wait')
    .values({
      request_id: row.request_id,
      granted_at: row.granted_at,
      queue_id: row.queue_id,
      launched_at: row.launched_at,
      wait_ms: row.wait_ms,
    })
    .onConflict((conflict) => conflict.columns(['request_id', 'granted_at']).doNothing()),
);
