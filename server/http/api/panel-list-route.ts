import type { StoredRequest } from '../../../core/ports/stores.ts';
import type { ListQuery } from '../../storage/store.ts';
import { visibilityOf } from '../../storage/visibility.ts';
import { parse } from '../parse.ts';
import { json } from '../reply.ts';
import type { AgentCaller } from '../../panel-api/agent-caller.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ApiRoute } from './api-route.ts';
import { callerOf, namedAgent, tokenOwner } from './caller.ts';
import { demandPanel } from './demand-panel.ts';
import { PANEL_LISTS, panelListQuery, panelListSchema } from './panel-schema.ts';
import { panelViews } from '../../panel-api/panel-view.ts';

const ROWS = 25;

/** The page of all requests in the app. */
export const panelListRoute: ApiRoute = {
  method: 'get',
  path: '/panel/requests',
  operationId: 'listRequests',
  summary: 'Upcoming, active or past requests that this agent may see, and how many there are of each',
  query: panelListQuery,
  body: null,
  answer: { statuses: [200], description: 'One page; "next" is null on the last', schema: panelListSchema },
  problems: [409],
  handle: async (deps, request) => {
    const owner = await tokenOwner(deps, request);
    const query = parse(panelListQuery, request.query);
    demandPanel(query.protocol);
    const caller = await callerOf(deps, owner, namedAgent(query));
    const { list, cursor = null, search } = query;
    const access = await deps.access.of(caller, null);
    const at = deps.core.clock.now();
    const what = await visibleTo(deps, caller, { now: at, search });
    if (what === null) return json(200, { access, ...NOTHING, at });
    const [page, upcoming, active, past] = await Promise.all([
      deps.reader.list({ ...what, list, page: { cursor, limit: ROWS } }),
      ...PANEL_LISTS.map((one) => deps.reader.count({ ...what, list: one })),
    ]);
    if (what.tickets !== undefined) await lookAgain(deps, caller, page.items);
    const requests = await panelViews(deps, caller, page.items);
    return json(200, { access, requests, next: page.next, counts: { upcoming, active, past }, at });
  },
};

/** A list goes by what was last seen of its tickets; what is old is looked at in the background, so that the next list knows better. */
async function lookAgain(
  { facts }: Pick<ApiDeps, 'facts'>,
  { installation }: AgentCaller,
  shown: readonly StoredRequest[],
): Promise<void> {
  const ticketIds = new Set(shown.flatMap(({ request }) => request.ticket?.id ?? []));
  await Promise.all([...ticketIds].map((ticketId) => facts.know(installation.id, ticketId)));
}

const NOTHING = { requests: [], next: null, counts: { upcoming: 0, active: 0, past: 0 } };

type What = Omit<ListQuery, 'list' | 'page'>;

/** Null: the help desk lets him see nothing, or has not told yet. */
async function visibleTo(
  deps: Pick<ApiDeps, 'access'>,
  caller: AgentCaller,
  asked: Pick<What, 'now' | 'search'>,
): Promise<What | null> {
  const bounds = await deps.access.boundsOf(caller);
  if (bounds === 'nothing') return null;
  const what = { ...asked, installationId: caller.installation.id, visibleTo: visibilityOf(caller.person) };
  return bounds === 'everything' ? what : { ...what, tickets: bounds };
}
