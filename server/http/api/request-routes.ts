import type { Request } from 'express';
import { z } from 'zod';
import { maySee, type Person } from '../../../core/people/rights.ts';
import type { Installation } from '../../../core/ports/installation.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import type { CommandAnswer } from '../../../core/use-cases/answers.ts';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import { createRequest } from '../../../core/use-cases/create-request.ts';
import { parse } from '../parse.ts';
import { problem, ProblemFault, refusalProblem, unauthorized } from '../problem.ts';
import { json, type Reply } from '../reply.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ApiRoute } from './api-route.ts';
import { installationOf } from './credential.ts';
import { loggedEvent } from './logged-event.ts';
import { commandSchema, createSchema, listQuery, readerQuery, type ReaderQuery } from './schemas.ts';
import { envelopeOf, toAssignee, toCommand } from './to-command.ts';
import { apiView, apiViews } from './view.ts';
import { answerSchema, eventSchema, viewSchema } from './view-schema.ts';

const NOT_FOUND = { reason: 'no-such-request' } as const;

async function connectedInstallation(deps: ApiDeps, request: Request): Promise<Installation> {
  const installation = await deps.installations.find(await installationOf(request, deps.credentials));
  // Removed between the two look-ups.
  if (installation === null) throw unauthorized();
  return installation;
}

export function readerOf(deps: ApiDeps, installation: Installation, query: ReaderQuery): Promise<Person> {
  const { agent: id, agentName: name, agentEmail } = query;
  return deps.directory.personOf(installation.id, { id, name, email: agentEmail ?? null });
}

/** The request, when it belongs to the installation and this agent may see it. Throws the same 404 otherwise. */
export async function visibleRequest(
  deps: ApiDeps,
  installation: Installation,
  person: Person,
  requestId: string,
): Promise<StoredRequest> {
  const stored = await deps.reader.find(requestId);
  const isVisible = stored?.request.installationId === installation.id && maySee(person, stored.request);
  if (stored === null || !isVisible) throw new ProblemFault(refusalProblem(NOT_FOUND));
  return stored;
}

async function answerReply(
  deps: ApiDeps,
  installation: Installation,
  person: Person,
  answer: CommandAnswer,
): Promise<Reply> {
  if (!answer.ok) throw new ProblemFault(refusalProblem(answer.refusal));
  const request = await apiView(deps, installation, person, answer.stored);
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
  problems: [403],
  handle: async (deps, request) => {
    const installation = await connectedInstallation(deps, request);
    const body = parse(createSchema, request.body);
    const person = await deps.directory.personOf(installation.id, body.agent);
    const { ticket, recipient, comment, schedule, expiresAt, channels, language } = body;
    const assignee = await toAssignee(deps, installation.id, body.assignee);
    const answer = await createRequest(deps.core, {
      installationId: installation.id,
      person,
      proof: 'asserted',
      asked: { ticket, recipient, comment, schedule, expiresAt, channels, language, assignee },
      another: body.another,
      envelope: envelopeOf(installation.id, 'create', body),
    });
    return answerReply(deps, installation, person, answer);
  },
};

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
    const installation = await connectedInstallation(deps, request);
    const body = parse(commandSchema, request.body);
    const requestId = String(request.params['requestId']);
    const person = await deps.directory.personOf(installation.id, body.agent);
    const answer = await commandRequest(deps.core, {
      requestId,
      command: await toCommand(deps, installation.id, person, body),
      person,
      installationId: installation.id,
      expectedVersion: body.expectedVersion,
      envelope: envelopeOf(installation.id, requestId, body),
    });
    return answerReply(deps, installation, person, answer);
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
  problems: [404],
  handle: async (deps, request) => {
    const installation = await connectedInstallation(deps, request);
    const person = await readerOf(deps, installation, parse(readerQuery, request.query));
    const stored = await visibleRequest(deps, installation, person, String(request.params['requestId']));
    return json(200, await apiView(deps, installation, person, stored));
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
  problems: [],
  handle: async (deps, request) => {
    const installation = await connectedInstallation(deps, request);
    const query = parse(listQuery, request.query);
    const person = await readerOf(deps, installation, query);
    const page = { cursor: query.cursor ?? null, limit: query.limit };
    const found = await deps.reader.ofTicket(installation.id, String(request.params['ticketId']), page);
    const visible = found.items.filter((stored) => maySee(person, stored.request));
    return json(200, { requests: await apiViews(deps, installation, person, visible), next: found.next });
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
  problems: [404],
  handle: async (deps, request) => {
    const installation = await connectedInstallation(deps, request);
    const person = await readerOf(deps, installation, parse(readerQuery, request.query));
    const stored = await visibleRequest(deps, installation, person, String(request.params['requestId']));
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
    const installation = await connectedInstallation(deps, request);
    const person = await readerOf(deps, installation, parse(readerQuery, request.query));
    const deliveryId = String(request.params['deliveryId']);
    const requestId = await deps.trouble.requestOf(deliveryId);
    if (requestId === null) throw new ProblemFault(refusalProblem(NOT_FOUND));
    await visibleRequest(deps, installation, person, requestId);
    if (person.role === 'viewer') throw new ProblemFault(refusalProblem({ reason: 'not-permitted' }));
    if (!(await deps.resend(deliveryId))) {
      throw problem(409, 'nothing-to-resend', 'This delivery is on its way already', 'Wait for its result.');
    }
    return json(200, { resent: true });
  },
};

export const requestRoutes: readonly ApiRoute[] = [create, command, read, ofTicket, events, resend];
