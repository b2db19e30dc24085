import { maySee } from '../../../core/people/rights.ts';
import { streamRequests } from '../../live/request-stream.ts';
import { parse } from '../parse.ts';
import { unauthorized } from '../problem.ts';
import type { ApiRoute } from './api-route.ts';
import { installationOf } from './credential.ts';
import { readerOf } from './request-routes.ts';
import { readerQuery } from './schemas.ts';
import { apiView } from './view.ts';

/** Live updates of a ticket. Ends as soon as the secret is revoked or the installation removed. */
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
  problems: [],
  handle: async (deps, request) => {
    const installationId = await installationOf(request, deps.credentials);
    const query = parse(readerQuery, request.query);
    const ticketId = String(request.params['ticketId']);
    const installation = await deps.installations.find(installationId);
    if (installation === null) throw unauthorized();
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
              const person = await readerOf(deps, installation, query);
              return maySee(person, stored.request) ? apiView(deps, installation, person, stored) : null;
            },
            stillAllowed: () =>
              installationOf(request, deps.credentials).then(
                (id) => id === installationId,
                () => false,
              ),
          }),
      },
    };
  },
};
