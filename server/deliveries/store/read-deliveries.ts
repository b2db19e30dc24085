import { pageLimit, readCursor, writeCursor } from '../../storage/cursor.ts';
import type { Database } from '../../storage/database.ts';
import { prepareRows } from '../../storage/prepared.ts';
import type { Page } from '../../storage/store.ts';
import type { DeliveryQuery, DeliveryReader, DeliveryView, EarlierDeliveries } from '../delivery-store.ts';
import { isTroubled } from './conditions.ts';
import { type DeliveryRow, viewOf } from './delivery-rows.ts';

const CURSOR = 'deliveries';
const COUNTED = ['pending', 'attempting', 'unknown', 'parked'] as const;

/** Asked with every view of a request. */
const troubledOf = prepareRows<{ id: string }, DeliveryRow>((db, requests) => {
  const ids = requests.map(({ id }) => id);
  return db.selectFrom('delivery').selectAll().where('request_id', 'in', ids).where(isTroubled).orderBy('position');
});

export function deliveryReader(database: Database): DeliveryReader {
  const { read } = database;
  return {
    find: async (id) => {
      const row = await read.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : viewOf(row);
    },
    list: (query) => listDeliveries(database, query),
    troubled: async (requestIds) => {
      if (requestIds.length === 0) return [];
      const query = troubledOf(requestIds.length);
      const rows = await database.readSession.all(
        query,
        requestIds.map((id) => ({ id })),
      );
      return rows.map(viewOf);
    },
    doneOf: async (requestIds, kinds) => {
      if (requestIds.length === 0) return [];
      const done = read
        .selectFrom('delivery')
        .selectAll()
        .where('request_id', 'in', requestIds)
        .where('state', '=', 'done');
      return (await done.where('kind', 'in', kinds).orderBy('position').execute()).map(viewOf);
    },
    unfinished: async () => {
      const counts = { pending: 0, attempting: 0, unknown: 0, parked: 0 };
      for (const state of COUNTED) {
        const query = read.selectFrom('delivery').select((count) => count.fn.countAll<number>().as('number'));
        counts[state] = (await query.where('state', '=', state).executeTakeFirstOrThrow()).number;
      }
      return counts;
    },
  };
}

async function listDeliveries(database: Database, query: DeliveryQuery): Promise<Page<DeliveryView>> {
  const limit = pageLimit(query.page.limit);
  const before = readCursor(CURSOR, query.page.cursor)?.serial ?? Number.MAX_SAFE_INTEGER;
  let rows = database.read.selectFrom('delivery').selectAll().where('position', '<', before);
  if (query.requestId !== null) rows = rows.where('request_id', '=', query.requestId);
  if (query.state !== null) rows = rows.where('state', '=', query.state);
  const found = await rows
    .orderBy('position', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next = found.length > limit && last ? writeCursor(CURSOR, { sortAt: 0, serial: last.position }) : null;
  return { items: shown.map(viewOf), next };
}

export function earlierDeliveries(database: Database): EarlierDeliveries {
  const done = (requestId: string, kind: string) =>
    database.read
      .selectFrom('delivery')
      .where('request_id', '=', requestId)
      .where('kind', '=', kind)
      .where('state', '=', 'done');
  return {
    remoteId: async ({ requestId, kind, lane }) => {
      const row = await done(requestId, kind)
        .select('remote_id')
        .where('lane', '=', lane)
        .where('remote_id', 'is not', null)
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.remote_id ?? null;
    },
    donePayloads: async (requestId, kind) => {
      const rows = await done(requestId, kind).select('payload').orderBy('position').execute();
      return rows.map(({ payload }) => payload);
    },
  };
}
