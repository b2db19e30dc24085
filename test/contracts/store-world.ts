import type { NewDelivery, RequestSave, Stores } from '../../core/ports/stores.ts';
import type { RequestCreated, SessionRequestEvent } from '../../core/session-request/events.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { ListQuery, Store } from '../../server/storage/store.ts';
import { aRequest } from '../builders/a-request.ts';
import { at } from '../builders/times.ts';

/** How a suite reaches the store it tries: opened before the first test, so only known inside tests. */
export type StoreUnderTest = {
  readonly store: Store;
  /** Another, empty store of the same kind, closed again after the suite. */
  another(): Promise<Store>;
};

export type Given = {
  readonly request: SessionRequest;
  readonly events: readonly SessionRequestEvent[];
};

let made = 0;

/** Another name at every call, so that tests in one database do not meet. */
export function fresh(what: string): string {
  made += 1;
  return `${what}-${made}`;
}

type Wanted = Partial<RequestCreated> & {
  readonly createdAt?: number;
  readonly later?: readonly SessionRequestEvent[];
  readonly activeKey?: string | null;
  readonly dueAt?: number | null;
};

/** Stores a request as a use case would: its number from the store, all of its events at once. */
export async function given(store: Store, wanted: Wanted = {}): Promise<Given> {
  return store.unitOfWork.run((stores) => saveNew(stores, wanted));
}

export async function saveNew(stores: Stores, wanted: Wanted = {}): Promise<Given> {
  const { later = [], activeKey = null, dueAt = null, ...over } = wanted;
  const number = await stores.requests.nextNumber();
  const made = aRequest({ id: fresh('request'), number, ...over }, later);
  const saved = await stores.requests.save({ ...made, expectedVersion: 0, activeKey, dueAt });
  if (!saved) throw new Error('a new request was not stored');
  return made;
}

/** What to hand to `save` for a change of a stored request. */
export function change(before: Given, after: Given, over: Partial<RequestSave> = {}): RequestSave {
  return { ...after, expectedVersion: before.request.version, activeKey: null, dueAt: null, ...over };
}

export function aDelivery(over: Partial<NewDelivery> = {}): NewDelivery {
  const id = fresh('delivery');
  return {
    id,
    kind: 'timeline-entry',
    installationId: 'acme',
    requestId: 'request-1',
    channel: 'help-desk:acme',
    lane: `lane of ${id}`,
    notBefore: at('09:00'),
    payload: '{}',
    mergeKey: null,
    ...over,
  };
}

/** The first page of ten of everything active on the first test day; `over` replaces what the test is about. */
export function aListQuery(over: Partial<ListQuery> = {}): ListQuery {
  return {
    list: 'active',
    now: at('12:00'),
    installationId: null,
    search: '',
    visibleTo: { kind: 'everything' },
    page: { cursor: null, limit: 10 },
    ...over,
  };
}

/** The ids of a whole list, page after page. */
export async function idsOf(store: Store, query: ListQuery): Promise<string[]> {
  const ids: string[] = [];
  let cursor = query.page.cursor;
  do {
    const page = await store.requests.list({ ...query, page: { ...query.page, cursor } });
    ids.push(...page.items.map(({ request }) => request.id));
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}
