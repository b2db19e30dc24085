import type { Router } from 'express';
import { oauthRoutes } from '../http/oauth/oauth-routes.ts';
import { type AgentFinder, patientFinder } from '../oauth/find-agent.ts';
import type { Foundation } from './foundation.ts';

/** Where the apps inside the help desks get to act for people. */
export function appSignIn(foundation: Foundation): Router {
  const { people, store, signIn, pages, clock } = foundation;
  return oauthRoutes({
    oauth: people.oauth,
    installations: store.installations,
    signIn,
    pages,
    findAgent: patientFinder(agentFinder(foundation), clock),
  });
}

function agentFinder({ helpDesks }: Pick<Foundation, 'helpDesks'>): AgentFinder {
  return async (installationId, email) => {
    const desk = await helpDesks.of(installationId);
    if (desk !== null) return desk.tickets.findAgentByEmail(email);
    const because = { code: 'not-configured', message: 'The account has no API key.' } as const;
    return { kind: 'not-done', retry: { when: 'after-reconnect' }, because };
  };
}
