import type { RequestSave, RequestStore, StoredRequest } from '../../core/ports/stores.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import {
  activeAtPlace,
  activeRequestsOfTicket,
  insertRequest,
  nextSequenceNumber,
  nextCounterNumber,
  requestById,
  updateRequest,
  updateRequestAndPlacement,
} from './request-queries.ts';
import { deleteTerms, insertEvents, insertTerms, insertWait } from './request-parts-queries.ts';
import { type Placement, placementOf, rowOf, samePlacement, storedRequest, type StoredRow } from './request-row.ts';
import { searchText, termsOf } from './search-terms.ts';
import { numberOf, serialToStore } from './serial.ts';
import type { Session } from './session.ts';
import { waitOf } from '../queue-waits/wait-of.ts';

/** What this unit of work has read of a request, to write only what changed. */
type Loaded = { readonly placement: Placement; readonly searchText: string };

/** The requests of one unit of work. Make a new one for each. */
export function requestStore(session: Session): RequestStore {
  const loaded = new Map<string, Loaded>();
  const remember = (row: StoredRow): StoredRequest => {
    const stored = storedRequest(row);
    loaded.set(stored.request.id, loadedFrom(stored));
    return stored;
  };
  return {
    nextNumber: async () => {
      const query = session.engine === 'sqlite' ? nextCounterNumber : nextSequenceNumber;
      const row = await session.first(query, { name: 'request_number' });
      return numberOf(Number(row?.value));
    },
    find: async (id) => {
      const row = await session.first(requestById, { id });
      return row === null ? null : remember(row);
    },
    findActive: async (installationId, activeKey) => {
      const row = await session.first(activeAtPlace, { installationId, activeKey });
      return row === null ? null : remember(row);
    },
    activeOfTicket: async (installationId, ticketId) =>
      (await session.all(activeRequestsOfTicket, { installationId, ticketId })).map(remember),
    save: async (save) => {
      const before = loaded.get(save.request.id) ?? null;
      const stored = await (save.expectedVersion === 0 ? insert(session, save) : update(session, save, before));
      if (!stored) return false;
      await appendEvents(session, save);
      loaded.set(save.request.id, loadedFrom(save));
      return true;
    },
  };
}

function loadedFrom(from: { readonly request: SessionRequest; readonly activeKey: string | null }): Loaded {
  return { placement: placementOf(from.request, from.activeKey), searchText: searchText(from.request) };
}

async function insert(session: Session, save: RequestSave): Promise<boolean> {
  const row = rowOf(save);
  if ((await session.run(insertRequest, row)) === 0) return false;
  await storeTerms(session, row.serial, searchText(save.request));
  return true;
}

async function update(session: Session, save: RequestSave, before: Loaded | null): Promise<boolean> {
  const { request, dueAt, activeKey, expectedVersion } = save;
  const serial = serialToStore(request.number);
  const { id, status, version } = request;
  const narrow = { id, serial, status, version, dueAt, expectedVersion, state: JSON.stringify(request) };
  const placement = placementOf(request, activeKey);
  const placed = before !== null && samePlacement(before.placement, placement);
  const changed = placed
    ? await session.run(updateRequest, narrow)
    : await session.run(updateRequestAndPlacement, { ...narrow, ...placement, installationId: request.installationId });
  if (changed === 0) return false;
  const text = searchText(request);
  if (before?.searchText !== text) {
    await session.run(deleteTerms, { serial });
    await storeTerms(session, serial, text);
  }
  return true;
}

async function storeTerms(session: Session, serial: number, text: string): Promise<void> {
  const rows = termsOf(text).map((term) => ({ serial, term }));
  await session.run(insertTerms(rows.length), rows);
}

async function appendEvents(session: Session, { request, events }: RequestSave): Promise<void> {
  if (events.length === 0) return;
  const storedAt = Date.now();
  const firstSeq = request.version - events.length + 1;
  const rows = events.map((event, index) => ({
    request_id: request.id,
    seq: firstSeq + index,
    type: event.type,
    at: event.at,
    stored_at: storedAt,
    data: JSON.stringify(event),
  }));
  await session.run(insertEvents(rows.length), rows);
  const wait = waitOf(request, events);
  if (wait !== null) await session.run(insertWait, wait);
}
