import type { StoredRequest } from '../../core/ports/stores.ts';
import { changesOfRequest, changesOfTicket, dueRequests, eventsAfter, newestPosition } from './event-queries.ts';
import { pageLimit, readCursor, writeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { countRequests, listRequests } from './request-list.ts';
import { requestById, requestBySerial, requestsOfTicketBefore } from './request-queries.ts';
import { storedRequest } from './request-row.ts';
import { serialOf } from './serial.ts';
import type { ChangeScope, Page, PageQuery, RequestReader } from './store.ts';
import { readEvent } from './stored-json.ts';

/** Requests as everybody outside a unit of work sees them: committed. */
export function requestReader(database: Database): RequestReader {
  const { readSession } = database;
  return {
    find: async (id) => {
      const row = await readSession.first(requestById, { id });
      return row === null ? null : storedRequest(row);
    },
    findByNumber: async (number) => {
      const serial = serialOf(number);
      const row = serial === null ? null : await readSession.first(requestBySerial, { serial });
      return row === null ? null : storedRequest(row);
    },
    ofTicket: (installationId, ticketId, page) => ofTicket(database, installationId, ticketId, page),
    list: (query) => listRequests(database, query),
    count: (query) => countRequests(database, query),
    events: async (requestId, afterSeq) => {
      const rows = await readSession.all(eventsAfter, { requestId, afterSeq });
      return rows.map(({ position, seq, data }) => ({ position, requestId, seq, event: readEvent(data) }));
    },
    lastPosition: async () => (await readSession.first(newestPosition, { zero: 0 }))?.position ?? 0,
    changedSince: (scope, position) => changedSince(database, scope, position),
    due: async (now, limit) => (await readSession.all(dueRequests, { now, limit })).map((row) => row.id),
  };
}

const TICKET_CURSOR = 'ticket';

async function ofTicket(
  database: Database,
  installationId: string,
  ticketId: string,
  page: PageQuery,
): Promise<Page<StoredRequest>> {
  const limit = pageLimit(page.limit);
  const beforeSerial = readCursor(TICKET_CURSOR, page.cursor)?.serial ?? Number.MAX_SAFE_INTEGER;
  const values = { installationId, ticketId, beforeSerial, limit: limit + 1 };
  const rows = await database.readSession.all(requestsOfTicketBefore, values);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? writeCursor(TICKET_CURSOR, { sortAt: 0, serial: last.serial }) : null;
  return { items: shown.map(storedRequest), next };
}

/** Transactions on PostgreSQL may become visible in another order than their positions; none stays open this long. */
const LATE_POSITIONS = 1_000;
const LATE_MS = 10_000;

async function changedSince(
  database: Database,
  scope: ChangeScope,
  position: number,
): Promise<readonly { readonly position: number; readonly stored: StoredRequest }[]> {
  const late = database.engine === 'postgres' ? LATE_POSITIONS : 0;
  const since = { after: position, lateAfter: position - late, youngerThan: Date.now() - LATE_MS };
  const rows =
    scope.kind === 'request'
      ? await database.readSession.all(changesOfRequest, { ...since, requestId: scope.requestId })
      : await database.readSession.all(changesOfTicket, { ...since, ...ticketOf(scope) });
  return rows.map((row) => ({ position: row.position, stored: storedRequest(row) }));
}

function ticketOf(scope: Extract<ChangeScope, { kind: 'ticket' }>): { installationId: string; ticketId: string } {
  return { installationId: scope.installationId, ticketId: scope.ticketId };
}
