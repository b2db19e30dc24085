import { maySee } from '../../../core/people/rights.ts';
import { streamRequests } from '../../live/request-stream.ts';
import type { ApiRoute } from './api-route.ts';
import { callerOf, namedAgent, ownerOf } from './caller.ts';
import { demandTicket, noSuchTicket } from './demand-ticket.ts';
import { parse } from '../parse.ts';
import { readerQuery } from './queries.ts';
import { panelView } from '../../panel-api/panel-view.ts';

/** Live updates of a ticket. Ends when the token or secret is revoked, the installation removed, or the ticket no longer the agent's to see. */
export const liveRoute: ApiRoute = {
  method: 'get',
  path: '/tickets/:ticketId/live',
  operationId: 'followTicket',
  summary: 'Server-sent events: each request of the ticket as it is, then each time it changes',
  query: readerQuery,
  body: null,
  answer: {
    statuses: [200],
    description:
      'text/event-stream. Event "request" carries a Request; event "ended" says that the right to listen has ended. ' +
      'Send Last-Event-ID to go on where the stream broke.',
    schema: null,
  },
  problems: [403, 409],
  handle: async (deps, request) => {
    const ticketId = String(request.params['ticketId']);
    // No call of the app, which cannot hold a stream. Asked again at each event: rights may change while he listens.
    const readerNow = async () =>
      callerOf(deps, await ownerOf(deps, request), namedAgent(parse(readerQuery, request.query)));
    const caller = await readerNow();
    await demandTicket(deps, caller, ticketId, noSuchTicket);
    const installationId = caller.installation.id;
    const callerNow = () => readerNow().catch(() => null);
    return {
      status: 200,
      body: {
        kind: 'events',
        open: (stream) =>
          streamRequests(stream, {
            reader: deps.reader,
            live: deps.live,
            scope: { kind: 'ticket', installationId, ticketId },
            lastEventId: request.get('last-event-id') ?? null,
            view: async (stored) => {
              const now = await callerNow();
              return now !== null && maySee(now.person, stored.request) ? panelView(deps, now, stored) : null;
            },
            stillAllowed: async () => {
              const now = await callerNow();
              return now?.installation.id === installationId && (await deps.access.of(now, ticketId)) !== 'refused';
            },
          }),
      },
    };
  },
};
