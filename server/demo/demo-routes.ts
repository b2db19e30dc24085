import { fileURLToPath } from 'node:url';
import express, { type Request, Router } from 'express';
import { z } from 'zod';
import { parse } from '../http/parse.ts';
import { problem } from '../http/problem.ts';
import { html, json, replying, seeOther } from '../http/reply.ts';
import { readFile } from 'node:fs/promises';
import { DEMO_AGENTS, demoAgent } from './demo-agents.ts';
import type { DeskClient, DeskPerson, DeskTicket } from './desk-client.ts';
import { onlyHere } from './only-here.ts';
import { paragraphs } from './paragraphs.ts';
import { panelProxy } from './panel-proxy.ts';

export type DemoRoutesDeps = {
  readonly desk: DeskClient;
  readonly secret: string;
  readonly serverUrl: () => string;
  readonly mailboxUrl: string;
  readonly deviceUrl: string;
  /** Ids of the agents in the fake help desk, by mail address. */
  readonly agentIds: ReadonlyMap<string, string>;
  /** Signs the browser in as this agent; gives the cookies. */
  readonly signIn: (email: string, request: Request) => Promise<readonly string[]>;
};

const STATIC = fileURLToPath(new URL('static', import.meta.url));
const ticketEdit = z.strictObject({ status: z.int(), responderId: z.int().nullable() }).partial();
const signInForm = z.strictObject({
  agent: z.string(),
  to: z.string().regex(/^\/(connect|console)(\/[0-9a-z]+)?$/, { error: 'must be a page of ours' }),
});

/** `/demo`: a pretend help desk with a plain panel, so that the whole journey can be walked without any account. */
export function demoRoutes(deps: DemoRoutesDeps): Router {
  const router = Router();
  router.use(onlyHere);
  router.use('/assets', express.static(STATIC, { index: false, cacheControl: false }));
  router.get(
    '/',
    replying(async () => html(200, await readFile(`${STATIC}/desk.html`, 'utf8'))),
  );
  router.get(
    '/desk',
    replying(async () => json(200, await deskState(deps))),
  );
  router.get(
    '/desk/tickets/:id',
    replying(async (request) => json(200, await ticketPage(deps.desk, String(request.params['id'])))),
  );
  router.post(
    '/desk/tickets/:id/edit',
    express.json(),
    replying(async (request) => {
      await deps.desk.edit(String(request.params['id']), parse(ticketEdit, request.body));
      return json(200, { done: true });
    }),
  );
  router.use(
    '/panel',
    panelProxy({
      serverUrl: deps.serverUrl,
      secret: deps.secret,
      agentId: (email) => deps.agentIds.get(email) ?? '0',
    }),
  );
  router.post('/sign-in', express.urlencoded({ extended: false, limit: '4kb' }), replying(signIn(deps)));
  return router;
}

async function deskState(deps: DemoRoutesDeps) {
  return {
    tickets: await deps.desk.tickets(),
    agents: DEMO_AGENTS.map((agent) => ({ ...agent, id: deps.agentIds.get(agent.email) ?? '0' })),
    mailboxUrl: deps.mailboxUrl,
    deviceUrl: deps.deviceUrl,
  };
}

/** The ticket as its page shows it, with the people a request could go to: whom it is for comes before who wrote. */
async function ticketPage(desk: DeskClient, id: string) {
  const [page, people] = await Promise.all([desk.ticket(id), desk.requesters()]);
  const { requesterId, requestedForId, description } = page.ticket;
  const contacts = [requestedForId, requesterId].flatMap((one) => people.filter((person) => person.id === one));
  const timeline = page.timeline.map((entry) => ({ ...entry, lines: paragraphs(entry.body) }));
  return { ...page, timeline, description: plain(description), contacts: contacts.map(contactOf) };
}

function contactOf(person: DeskPerson) {
  return {
    name: [person.firstName, person.lastName].filter(Boolean).join(' '),
    email: person.email,
    phone: person.mobile ?? person.phone,
    language: person.language,
  };
}

function plain(description: DeskTicket['ticket']['description']): string {
  return description.replaceAll(/<[^>]*>/g, ' ').trim();
}

function signIn(deps: DemoRoutesDeps) {
  return async (request: Request) => {
    const { agent, to } = parse(signInForm, request.body);
    const person = demoAgent(agent);
    if (person === null) throw problem(404, 'no-such-agent', 'There is no such demo agent', 'Choose one at the top.');
    return seeOther(to, await deps.signIn(person.email, request));
  };
}
