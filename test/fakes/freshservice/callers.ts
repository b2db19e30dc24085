import type { IncomingMessage } from 'node:http';
import { refused } from './answers.ts';
import type { CallOutcome } from './answers.ts';
import type { Desk } from './desk.ts';
import type { Agent } from './records.ts';

/** Who calls: an agent by key, with every right, or by an access token with some scopes. */
export type Caller = { readonly agent: Agent; readonly scopes: readonly string[] | 'all' };

/** Finds the agent behind `Authorization`: Basic with the API key as user name (the password is ignored), or a Bearer token. */
export function identify(desk: Desk, request: IncomingMessage): Caller | CallOutcome {
  const [scheme = '', credential = ''] = (request.headers.authorization ?? '').split(' ', 2);
  const caller = scheme.toLowerCase() === 'bearer' ? byToken(desk, credential) : byKey(desk, scheme, credential);
  if (caller === null || !caller.agent.active) {
    return refused(401, 'invalid_credentials', 'These credentials open nothing here.');
  }
  if (caller.agent.occasional) {
    return refused(403, 'access_denied', 'An occasional agent may not use the API.');
  }
  return caller;
}

function byKey(desk: Desk, scheme: string, credential: string): Caller | null {
  if (scheme.toLowerCase() !== 'basic') return null;
  const [key = ''] = Buffer.from(credential, 'base64').toString('utf8').split(':', 1);
  const agent = key === '' ? undefined : [...desk.agents.values()].find((one) => one.apiKey === key);
  return agent === undefined ? null : { agent, scopes: 'all' };
}

function byToken(desk: Desk, token: string): Caller | null {
  const known = desk.tokens.get(token);
  const agent = known === undefined ? undefined : desk.agents.get(known.agentId);
  return known === undefined || agent === undefined ? null : { agent, scopes: known.scopes };
}

/** A refusal when the caller's token lacks the scope; null when the call may go on. */
export function lacksScope(caller: Caller, scope: string): CallOutcome | null {
  if (caller.scopes === 'all' || caller.scopes.includes(scope)) return null;
  return refused(403, 'access_denied', `The token lacks the scope ${scope}.`);
}
