import { mayAdminister, mayCommand } from '../../../../core/people/rights.ts';
import type { StoredRequest } from '../../../../core/ports/stores.ts';
import { isActive, type SessionRequest } from '../../../../core/session-request/states.ts';
import type { EpochMs } from '../../../../core/session-request/values.ts';
import type { InstallationRow, ListQuery } from '../../../storage/store.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import { visibilityOf } from '../../../storage/visibility.ts';
import { moment, queryOf, type SignedInVisit } from '../visit.ts';
import { assigneeWord, statusWord } from '../words.ts';
import { countdown } from '../../../texts/countdown.ts';

const LISTS = ['upcoming', 'active', 'past'] as const;
type ListName = (typeof LISTS)[number];

const ROWS = 25;
/** Counting stops here: "1,000+" says enough. */
const COUNT_TO = 1000;

type Filter = { readonly search: string; readonly installationId: string };

/** The requests a person may see: upcoming, active or past, found by words, of one account or all. */
export async function requestListPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { store, people } = deps;
  const { texts, person } = visit;
  const list = LISTS.find((one) => one === queryOf(visit, 'list')) ?? 'active';
  const filter = { search: queryOf(visit, 'search').trim(), installationId: queryOf(visit, 'account') };
  const query = queryFor(filter, visit, deps.core.clock.now());
  const cursor = queryOf(visit, 'cursor');
  const [page, counts, accounts] = await Promise.all([
    store.requests.list({ ...query, list, page: { cursor: cursor === '' ? null : cursor, limit: ROWS } }),
    Promise.all(LISTS.map((one) => store.requests.count({ ...query, list: one }))),
    people.installations.list(),
  ]);
  return consolePage(deps.pages, visit, {
    template: 'requests',
    title: texts.t('console.requests.title'),
    area: 'requests',
    view: {
      tabs: LISTS.map((one, index) => ({
        label: texts.t(`console.requests.${one}`),
        count: countWord(counts[index] ?? 0, visit),
        href: hrefOf(one, filter, null),
        isCurrent: one === list,
      })),
      list,
      filter,
      accounts: accounts.map((row) => accountOption(row, filter)),
      showsAccounts: accounts.length > 1,
      rows: page.items.map((stored) => rowOf(stored, deps, visit, accounts)),
      older: page.next === null ? null : hrefOf(list, filter, page.next),
      newest: cursor === '' ? null : hrefOf(list, filter, null),
      isFiltered: filter.search !== '' || filter.installationId !== '',
      clear: hrefOf(list, { search: '', installationId: '' }, null),
      needsAccount: accounts.length === 0,
      mayAdd: mayCommand(person),
      isAdmin: mayAdminister(person),
    },
  });
}

function queryFor(filter: Filter, visit: SignedInVisit, now: EpochMs): Omit<ListQuery, 'list' | 'page'> {
  return {
    now,
    installationId: filter.installationId === '' ? null : filter.installationId,
    search: filter.search,
    visibleTo: visibilityOf(visit.person),
  };
}

function hrefOf(list: ListName, filter: Filter, cursor: string | null): string {
  const parts = new URLSearchParams({ list });
  if (filter.search !== '') parts.set('search', filter.search);
  if (filter.installationId !== '') parts.set('account', filter.installationId);
  if (cursor !== null) parts.set('cursor', cursor);
  return `/console/requests?${parts.toString()}`;
}

function countWord(count: number, visit: SignedInVisit): string {
  return count > COUNT_TO ? `${visit.texts.number(COUNT_TO)}+` : visit.texts.number(count);
}

function accountOption({ installation }: InstallationRow, filter: Filter) {
  return { value: installation.id, label: installation.name, selected: installation.id === filter.installationId };
}

function rowOf(
  { request }: StoredRequest,
  { remoteTool, core }: ConsoleDeps,
  visit: SignedInVisit,
  accounts: readonly InstallationRow[],
) {
  const now = core.clock.now();
  const { texts } = visit;
  const account = accounts.find((row) => row.installation.id === request.installationId);
  return {
    href: `/console/requests/${request.id}`,
    number: request.number,
    status: request.status,
    statusClass: request.status.toLowerCase(),
    statusWord: statusWord(request.status, texts),
    recipient: request.recipient.name,
    reach: request.recipient.email ?? request.recipient.phone ?? '',
    ticket: request.ticket?.number ?? '',
    subject: request.ticket?.subject ?? '',
    assignee: assigneeWord(request.assignee, texts, remoteTool.showAddress),
    account: account?.installation.name ?? '',
    ...whenOf(request, visit),
    begins: beginsIn(request, now, visit),
  };
}

/** The moment that matters in the list the request is in. */
function whenOf(request: SessionRequest, visit: SignedInVisit): { readonly when: string; readonly iso: string } {
  const at = relevantMoment(request);
  return { when: moment(visit, at), iso: new Date(at).toISOString() };
}

/** How soon an appointment begins; null when none is ahead. */
function beginsIn(request: SessionRequest, now: EpochMs, { texts }: SignedInVisit): string | null {
  const startAt = isActive(request) ? (request.schedule?.startAt ?? now) : now;
  return startAt > now ? countdown(startAt - now, texts.language) : null;
}

function relevantMoment(request: SessionRequest): EpochMs {
  if (request.status === 'Closed') return request.closedAt;
  if (request.status === 'Expired') return request.expiredAt;
  return request.schedule?.startAt ?? request.createdAt;
}
