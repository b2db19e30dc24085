import type { Request } from 'express';
import { parse } from '../parse.ts';
import { json } from '../reply.ts';
import type { ApiRoute } from './api-route.ts';
import { callerOf, namedAgent, tokenOwner } from './caller.ts';
import { demandPanel } from './demand-panel.ts';
import { panelState } from './panel-answers.ts';
import { panelListRoute } from './panel-list-route.ts';
import { panelQuery, panelStateSchema, ticketParams } from './panel-schema.ts';
import { pictureOf } from './ticket-picture.ts';
import { watchRoute } from './watch-route.ts';

const openPanel: ApiRoute = {
  method: 'get',
  path: '/panel/tickets/:ticketId',
  operationId: 'openPanel',
  summary: 'Everything that the panel of a ticket shows',
  query: panelQuery,
  body: null,
  answer: { statuses: [200], description: 'The panel', schema: panelStateSchema },
  problems: [409],
  handle: async (deps, request) => {
    const owner = await tokenOwner(deps, request);
    const query = parse(panelQuery, request.query);
    demandPanel(query.protocol);
    const caller = await callerOf(deps, owner, namedAgent(query));
    const picture = await pictureOf(deps, caller, ticketIdOf(request));
    const { installation, person } = caller;
    const askAgain = picture.waitsFor === 'nothing' ? null : deps.watches.begin(installation.id, person.id);
    return json(200, await panelState(deps, caller, picture, askAgain));
  },
};

function ticketIdOf(request: Request): string {
  return parse(ticketParams, request.params).ticketId;
}

export const panelRoutes: readonly ApiRoute[] = [openPanel, watchRoute, panelListRoute];
