import type { Request } from 'express';
import { parse } from '../parse.ts';
import { problem, type ProblemFault, unauthorized } from '../problem.ts';
import { json, nothing, type Reply } from '../reply.ts';
import type { Look } from '../../panels/look.ts';
import type { WatchEnd } from '../../panels/panel-watches.ts';
import type { AgentCaller } from '../../panel-api/agent-caller.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ApiRoute } from './api-route.ts';
import { callerOf, namedAgent, ownerOf } from './caller.ts';
import { demandPanel } from './demand-panel.ts';
import { ticketPart } from './panel-answers.ts';
import { hasPicture, type PanelPosition, readPosition, writePosition } from './panel-position.ts';
import { watchAnswerSchema, watchQuery } from './panel-schema.ts';
import { pictureOf, type TicketPicture } from './ticket-picture.ts';

type Pictures = {
  readonly caller: AgentCaller;
  readonly all: readonly TicketPicture[];
  readonly news: readonly TicketPicture[];
};

/** The platform ends a call that takes too long; what is on its way must still arrive. */
const MARGIN_MS = 3000;

/** News of several tickets in one call, which is held until there is some. The only way to be live where a page may not hold a stream. */
export const watchRoute: ApiRoute = {
  method: 'get',
  path: '/panel/watch',
  operationId: 'watchTickets',
  summary: 'Waits for news of tickets: active requests, who may see them, whom they concern',
  query: watchQuery,
  body: null,
  answer: {
    statuses: [200],
    description: 'Held until there is news or the time is over. "askAgain" says when to call next.',
    schema: watchAnswerSchema,
  },
  problems: [409, 503],
  handle: async (deps, request) => {
    const owner = await ownerOf(deps, request);
    const query = parse(watchQuery, request.query);
    demandPanel(query.protocol);
    const named = namedAgent(query);
    const caller = await callerOf(deps, owner, named);
    const { installation, person } = caller;
    // Rights may change while the call is held.
    const callerNow = async (): Promise<AgentCaller> => {
      const now = await callerOf(deps, await ownerOf(deps, request), named);
      if (now.installation.id !== installation.id || now.person.id !== person.id) throw unauthorized();
      return now;
    };
    const after = readPosition(query.after);
    const end = await deps.watches.watch<Pictures>({
      installationId: installation.id,
      tickets: new Set(query.tickets),
      person: person.id,
      panel: query.panel,
      holdMs: installation.settings.appCallSeconds * 1000 - MARGIN_MS,
      gone: goneSignal(request),
      look: async () => lookAt(deps, await callerNow(), query.tickets, after),
    });
    return answer(deps, end);
  },
};

async function lookAt(
  deps: ApiDeps,
  caller: AgentCaller,
  ticketIds: readonly string[],
  after: PanelPosition,
): Promise<Look<Pictures>> {
  const all = await Promise.all(ticketIds.map((ticketId) => pictureOf(deps, caller, ticketId)));
  const news = all.filter(({ ticketId, access, digest }) => {
    // Nothing to show yet: a panel that came without a position waits like one that knows so.
    return access !== 'checking' && !hasPicture(after, ticketId, digest);
  });
  const waits = new Set(all.map(({ waitsFor }) => waitsFor));
  const waitsFor = waits.has('changes') ? 'changes' : waits.has('knowledge') ? 'knowledge' : 'nothing';
  return { news: news.length > 0, waitsFor, answer: { caller, all, news } };
}

function answer(deps: ApiDeps, end: WatchEnd<Pictures>): Reply {
  switch (end.kind) {
    case 'answered': {
      const { caller, all, news } = end.answer;
      const tickets = news.map((picture) => [picture.ticketId, ticketPart(deps, caller, picture)] as const);
      return json(200, {
        at: deps.core.clock.now(),
        position: writePosition(all.map(({ ticketId, digest }) => [ticketId, digest])),
        askAgain: end.askAgain,
        tickets: Object.fromEntries(tickets),
      });
    }
    case 'full':
      throw tooMany();
    case 'gone':
      return nothing(204);
    default:
      return end satisfies never;
  }
}

/** Aborted when the connection closes before there was an answer. */
function goneSignal(request: Request): AbortSignal {
  const gone = new AbortController();
  request.res?.once('close', () => gone.abort());
  return gone.signal;
}

const tooMany = (): ProblemFault =>
  problem(
    503,
    'too-many-watchers',
    'Too many panels are waiting for news',
    'Show what you have with its age, and try again in a minute.',
  );
