import type { StoredRequest } from '../../core/ports/stores.ts';
import { type Place, pageLimit, readCursor, writeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { countOfAgent, type FoundPlaces, type ListFilter, placesInOrder, placesOfAgent } from './list-queries.ts';
import { storedRequest } from './request-row.ts';
import { searchPlaces, walkList, WINDOWS } from './search-requests.ts';
import { wordsToFind } from './search-terms.ts';
import type { ListQuery, Page } from './store.ts';

const COUNTED_AT_MOST = 1_001;

/** A page of a list. While few of very many requests match a search of common words, a page may be short and still have a next one. */
export async function listRequests(database: Database, query: ListQuery): Promise<Page<StoredRequest>> {
  const limit = pageLimit(query.page.limit);
  const found = await findPlaces(database, query, {
    after: readCursor(query.list, query.page.cursor),
    limit: limit + 1,
    windows: WINDOWS.ofPage,
  });
  const shown = found.places.slice(0, limit);
  const last = found.places.length > limit ? shown.at(-1) : found.lookOnAfter;
  return { items: await requestsAt(database, shown), next: last ? writeCursor(query.list, last) : null };
}

/** Counts up to 1,001. A search of very common words is counted among the newest requests only. */
export async function countRequests(database: Database, query: Omit<ListQuery, 'page'>): Promise<number> {
  const { visibleTo } = query;
  const scope = { after: null, limit: COUNTED_AT_MOST, windows: WINDOWS.ofCount };
  if (visibleTo.kind === 'agent' && !isSearch(query) && query.tickets === undefined) {
    return countOfAgent(database.read, filterOf(query, scope), visibleTo);
  }
  return (await findPlaces(database, query, scope)).places.length;
}

type Scope = { readonly after: Place | null; readonly limit: number; readonly windows: number };

async function findPlaces(database: Database, query: Omit<ListQuery, 'page'>, scope: Scope): Promise<FoundPlaces> {
  const filter = filterOf(query, scope);
  if (isSearch(query)) {
    return searchPlaces(database, filter, query.visibleTo, wordsToFind(query.search), scope.windows);
  }
  const { visibleTo, tickets } = query;
  if (tickets !== undefined) return walkList(database.read, filter, visibleTo, [], scope.windows);
  const places =
    visibleTo.kind === 'everything'
      ? placesInOrder(database.read, filter)
      : placesOfAgent(database.read, filter, visibleTo);
  return { places: await places.execute(), lookOnAfter: null };
}

function isSearch({ search }: Pick<ListQuery, 'search'>): boolean {
  return search.trim() !== '';
}

function filterOf({ list, now, installationId, tickets }: Omit<ListQuery, 'page'>, scope: Scope): ListFilter {
  const { after, limit } = scope;
  return { list, now, installationId, after, limit, ...(tickets && { tickets }) };
}

async function requestsAt(database: Database, places: readonly Place[]): Promise<readonly StoredRequest[]> {
  if (places.length === 0) return [];
  const serials = places.map((place) => place.serial);
  const rows = await database.read
    .selectFrom('request')
    .leftJoin('presence', 'presence.request_id', 'request.id')
    .select(['request.serial', 'request.state', 'request.active_key', 'presence.seen_at'])
    .where('request.serial', 'in', serials)
    .execute();
  const bySerial = new Map(rows.map((row) => [row.serial, row]));
  return serials.flatMap((serial) => {
    const row = bySerial.get(serial);
    return row === undefined ? [] : [storedRequest(row)];
  });
}
