import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import express, { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { parse } from '../http/parse.ts';
import { problem } from '../http/problem.ts';
import { html, json, replying, seeOther } from '../http/reply.ts';
import { DEMO_AGENTS, demoAgent } from './demo-agents.ts';
import type { DemoOrg } from './demo-org.ts';
import { onlyHere } from './only-here.ts';

export type DemoRoutesDeps = {
  /** The pretended help desk's own pages, with our app in them. */
  readonly platformUrl: string;
  readonly mailboxUrl: string;
  readonly phoneUrl: string;
  readonly deviceUrl: string;
  /** The ticket that is shown first. */
  readonly firstTicket: number;
  /** Numbers of the agents in the fake help desk, by mail address. */
  readonly agentIds: ReadonlyMap<string, number>;
  /** The pretended Salesforce org, with our panel on its case pages. */
  readonly org: Pick<DemoOrg, 'pagesUrl' | 'userIds' | 'firstCase'>;
  /** Mail address of whom the browser is signed in as. */
  readonly signedIn: (request: Request) => Promise<string | null>;
  /** Signs the browser in as this agent; gives the cookies. */
  readonly signIn: (email: string, request: Request) => Promise<readonly string[]>;
};

const STATIC = fileURLToPath(new URL('static', import.meta.url));
const signInForm = z.strictObject({
  agent: z.string(),
  to: z
    .string()
    .regex(/^\/(demo(\?(ticket=\d{1,9}|case=\w{15,18}|desk=salesforce))?|(connect|console)(\/[0-9a-z]+)?)$/, {
      error: 'must be a page of ours',
    }),
});

/** `/demo`: a frame around a pretended help desk, so that the whole journey can be walked without any account. */
export function demoRoutes(deps: DemoRoutesDeps): Router {
  const router = Router();
  router.use(onlyHere);
  router.use('/assets', express.static(STATIC, { index: false, cacheControl: false }));
  router.get(
    '/',
    framing([deps.platformUrl, deps.org.pagesUrl].map((url) => new URL(url).origin)),
    replying(async () => html(200, await readFile(`${STATIC}/desk.html`, 'utf8'))),
  );
  router.get(
    '/desk',
    replying(async (request) => json(200, await deskState(deps, request))),
  );
  router.post('/sign-in', express.urlencoded({ extended: false, limit: '4kb' }), replying(signIn(deps)));
  return router;
}

/** This one page may show the pretended help desks, and stays tied to the windows that it opens, as a real help desk's page does. */
function framing(origins: readonly string[]): RequestHandler {
  return (_request, response, next) => {
    const policy = String(response.getHeader('content-security-policy') ?? '');
    response.setHeader('content-security-policy', `${policy};frame-src ${origins.join(' ')}`);
    response.removeHeader('cross-origin-opener-policy');
    next();
  };
}

async function deskState(deps: DemoRoutesDeps, request: Request) {
  const { platformUrl, mailboxUrl, phoneUrl, deviceUrl, firstTicket, org } = deps;
  const email = await deps.signedIn(request);
  const me = DEMO_AGENTS.find((agent) => agent.email === email) ?? null;
  return {
    agents: DEMO_AGENTS.map(({ key, name, about }) => ({ key, name, about })),
    me:
      me === null
        ? null
        : {
            key: me.key,
            deskUrl: `${platformUrl}/agent/${deps.agentIds.get(me.email) ?? 0}`,
            orgUrl: `${org.pagesUrl}/agent/${org.userIds.get(me.email) ?? ''}`,
          },
    firstTicket,
    firstCase: org.firstCase,
    mailboxUrl,
    phoneUrl,
    deviceUrl,
  };
}

function signIn(deps: DemoRoutesDeps) {
  return async (request: Request) => {
    const { agent, to } = parse(signInForm, request.body);
    const person = demoAgent(agent);
    if (person === null) throw problem(404, 'no-such-agent', 'There is no such demo agent', 'Choose one at the top.');
    return seeOther(to, await deps.signIn(person.email, request));
  };
}
