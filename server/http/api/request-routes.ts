import { z } from 'zod';
import { maySee } from '../../../core/people/rights.ts';
import type { CommandAnswer } from '../../../core/use-cases/answers.ts';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import { createRequest } from '../../../core/use-cases/create-request.ts';
import { parse } from '../parse.ts';
import { problem, ProblemFault, refusalProblem } from '../problem.ts';
import { json, type Reply } from '../reply.ts';
import type { AgentCaller } from '../../panel-api/agent-caller.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ApiRoute } from './api-route.ts';
import { callerOf, namedAgent, readerOf, tokenOwner } from './caller.ts';
import { demandUsable } from './demand-usable.ts';
import { demandTicket, demandTicketOf, noSuchRequest, noSuchTicket, visibleRequest } from './demand-ticket.ts';
import { loggedEvent } from './logged-event.ts';
import { commandSchema, createSchema } from '../../panel-api/command-schemas.ts';
import { listQuery, readerQuery } from './queries.ts';
import { envelopeOf, toAssignee, toCommand } from '../../panel-api/to-command.ts';
import { keptRecipient, withKeptRecipient } from '../../panel-api/kept-recipient.ts';
import { keptLanguage } from '../../texts/offered-languages.ts';
import { panelView, panelViews } from '../../panel-api/panel-view.ts';
import { answerSchema, eventSchema, viewSchema } from './view-schema.ts';

async function answerReply(deps: ApiDeps, caller: AgentCaller, answer: CommandAnswer): Promise<Reply> {
  if (!answer.ok) throw new ProblemFault(refusalProblem(answer.refusal));
  const request = await panelView(deps, caller, answer.stored);
  const { version, replayed, created } = answer;
  return json(created && !replayed ? 201 : 200, { request, version, replayed, created });
}

const create: ApiRoute = {
  method: 'post',
  path: '/requests',
  operationId: 'createRequest',
  summary: 'Make a session request, or get the active one of this ticket and recipient',
  query: null,
  body: createSchema,
  answer: { statuses: [201, 200], description: 'Made (201), or there already (200)', schema: answerSchema },
  problems: [403, 409],
  handle: async (deps, request) => {
    const owner = await tokenOwner(deps, request);
    const body = parse(createSchema, request.body);
    const caller = await callerOf(deps, owner, body.agent);
    const { installation, person, proof } = caller;
    await demandTicket(deps, caller, body.ticket?.id ?? null, noSuchTicket);
    const recipient = demandUsable(await keptRecipient(deps, installation.settings, body.recipient, body.channels));
    const language = keptLanguage(installation.settings, body.language);
    const { ticket, comment, schedule, expiresAt, channels, intents, moveLimits } = body;
    const assignee = demandUsable(await toAssignee(deps, caller, body.assignee));
    const answer = await createRequest(deps.core, {
      installationId: installation.id,
      person,
      proof,
      asked: { ticket, recipient, comment, schedule, expiresAt, channels, language, assignee, intents, moveLimits },
      another: body.another,
      envelope: envelopeOf(caller, 'create', body),
    });
    return answerReply(deps, caller, answer);
  },
};

/** No command of the request itself: it is told by what its session does to it. */
async function attach(deps: ApiDeps, caller: AgentCaller, requestId: string, session: string): Promise<Reply> {
  const answer = await deps.attachSession(caller, requestId, session);
  if (!answer.ok) throw new ProblemFault(refusalProblem(answer.refusal));
  const stored = await visibleRequest(deps, caller, requestId);
  const request = await panelView(deps, caller, stored);
  return json(200, { request, version: request.version, replayed: answer.replayed, created: false });
}

const command: ApiRoute = {
  method: 'post',
  path: '/requests/:requestId/commands',
  operationId: 'commandRequest',
  summary: 'Carry out a command on a request',
  query: null,
  body: commandSchema,
  answer: { statuses: [200], description: 'Carried out', schema: answerSchema },
  problems: [403, 404, 409, 429],
  handle: async (deps, request) => {
    const owner = await tokenOwner(deps, request);
    const body = parse(commandSchema, request.body);
    const caller = await callerOf(deps, owner, body.agent);
    const requestId = String(request.params['requestId']);
    await demandTicketOf(deps, caller, requestId);
    if (body.type === 'attach-session') return attach(deps, caller, requestId, body.session);
    if (body.type === 'attach-ticket') await demandTicket(deps, caller, body.ticket.id, noSuchTicket);
    const kept = demandUsable(await withKeptRecipient(deps, caller.installation.settings, requestId, body));
    const answer = await commandRequest(deps.core, {
      requestId,
      command: demandUsable(await toCommand(deps, caller, kept)),
      person: caller.person,
      installationId: caller.installation.id,
      expectedVersion: body.expectedVersion,
      envelope: envelopeOf(caller, requestId, body),
    });
    return answerReply(deps, caller, answer);
  },
};

const read: ApiRoute = {
  method: 'get',
  path: '/requests/:requestId',
  operationId: 'readRequest',
  summary: 'One request with the actions this agent may take',
  query: readerQuery,
  body: null,
  answer: { statuses: [200], description: 'The request', schema: viewSchema },
  problems: [404, 409],
  handle: async (deps, request) => {
    const caller = await readerOf(deps, request);
    const stored = await visibleRequest(deps, caller, String(request.params['requestId']));
    return json(200, await panelView(deps, caller, stored));
  },
};

const ofTicket: ApiRoute = {
  method: 'get',
  path: '/tickets/:ticketId/requests',
  operationId: 'listRequestsOfTicket',
  summary: 'The requests of a ticket, newest first',
  query: listQuery,
  body: null,
  answer: {
    statuses: [200],
    description: 'One page; "next" is null on the last',
    schema: z.object({ requests: z.array(viewSchema), next: z.string().nullable() }),
  },
  problems: [403, 409],
  handle: async (deps, request) => {
    const owner = await tokenOwner(deps, request);
    const query = parse(listQuery, request.query);
    const caller = await callerOf(deps, owner, namedAgent(query));
    const ticketId = String(request.params['ticketId']);
    await demandTicket(deps, caller, ticketId, noSuchTicket);
    const page = { cursor: query.cursor ?? null, limit: query.limit };
    const found = await deps.reader.ofTicket(caller.installation.id, ticketId, page);
    const visible = found.items.filter((stored) => maySee(caller.person, stored.request));
    return json(200, { requests: await panelViews(deps, caller, visible), next: found.next });
  },
};

const events: ApiRoute = {
  method: 'get',
  path: '/requests/:requestId/events',
  operationId: 'readLog',
  summary: 'The log of a request, oldest first',
  query: readerQuery,
  body: null,
  answer: { statuses: [200], description: 'All events', schema: z.object({ events: z.array(eventSchema) }) },
  problems: [404, 409],
  handle: async (deps, request) => {
    const caller = await readerOf(deps, request);
    const stored = await visibleRequest(deps, caller, String(request.params['requestId']));
    const log = await deps.reader.events(stored.request.id, 0);
    return json(200, { events: log.map(loggedEvent) });
  },
};

const resend: ApiRoute = {
  method: 'post',
  path: '/deliveries/:deliveryId/resend',
  operationId: 'resendDelivery',
  summary: 'Try a delivery again that is parked or in doubt; it keeps its key, so nothing is told twice',
  query: readerQuery,
  body: null,
  answer: { statuses: [200], description: 'Queued again', schema: z.object({ resent: z.boolean() }) },
  problems: [403, 404, 409],
  handle: async (deps, request) => {
    const caller = await readerOf(deps, request);
    const deliveryId = String(request.params['deliveryId']);
    const requestId = await deps.trouble.requestOf(deliveryId);
    if (requestId === null) throw noSuchRequest();
    await visibleRequest(deps, caller, requestId);
    if (caller.person.role === 'viewer') throw new ProblemFault(refusalProblem({ reason: 'not-permitted' }));
    if (!(await deps.resend(deliveryId))) {
      throw problem(409, 'nothing-to-resend', 'This delivery is on its way already', 'Wait for its result.');
    }
    return json(200, { resent: true });
  },
};

export const requestRoutes: readonly ApiRoute[] = [create, command, read, ofTicket, events, resend];
