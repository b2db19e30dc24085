import { prepare, prepareRows } from './prepared.ts';

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
