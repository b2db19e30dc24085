import type { Request } from 'express';
import type { TokenOwner } from '../../people/callers.ts';
import { invalidInput, parse } from '../parse.ts';
import { problem, unauthorized } from '../problem.ts';
import type { AgentCaller } from '../../panel-api/agent-caller.ts';
import type { ApiDeps } from './api-deps.ts';
import type { AgentBody } from '../../panel-api/command-schemas.ts';
import { type ReaderQuery, readerQuery } from './queries.ts';

const BEARER = /^Bearer ([\x21-\x7e]{20,200})$/i;

type OwnerDeps = Pick<ApiDeps, 'callers' | 'watches'>;
type CallerDeps = Pick<ApiDeps, 'installations' | 'directory'>;

/**
 * Whose token the request carries; asked before anything else of the request is looked at. Throws a 401 problem, the same for missing,
 * unknown, expired and revoked ones.
 */
export async function tokenOwner(deps: OwnerDeps, request: Request): Promise<TokenOwner> {
  const owner = await ownerOf(deps, request);
  deps.watches.pressed(owner.installationId);
  return owner;
}

/** The same for calls that watch: those are counted apart. */
export async function ownerOf({ callers }: Pick<ApiDeps, 'callers'>, request: Request): Promise<TokenOwner> {
  const token = BEARER.exec(request.get('authorization') ?? '')?.[1];
  const owner = token === undefined ? null : await callers.ownerOf(token);
  if (owner === null) throw unauthorized();
  return owner;
}

/**
 * The agent who calls. His own token says who he is, whatever else he names. With the installation's secret he is whom it names, where the
 * account's admin allowed that: the app's browser part can use the secret, so each agent could name any other. A 422 problem says when it
 * names nobody.
 */
export async function callerOf(deps: CallerDeps, owner: TokenOwner, named: AgentBody | null): Promise<AgentCaller> {
  const installation = await deps.installations.find(owner.installationId);
  // Removed between the two look-ups.
  if (installation === null) throw unauthorized();
  if (owner.kind === 'agent') {
    const { person, agentId } = owner;
    return { installation, person, proof: 'signed-in', agentId };
  }
  if (!installation.settings.namesBySecret) throw signInNeeded();
  if (named === null) throw invalidInput([{ path: 'agent', message: 'say which agent calls' }]);
  const person = await deps.directory.personOf(installation.id, named);
  return { installation, person, proof: 'asserted', agentId: named.id };
}

const signInNeeded = () =>
  problem(
    403,
    'names-need-sign-in',
    'Agents of this account sign in',
    'Choose “Sign-in” in the settings of the app, or let an admin allow names by the install secret: console, Connectors, the account, Settings.',
  );

/** The agent who reads, when the query holds nothing but him. */
export async function readerOf(deps: OwnerDeps & CallerDeps, request: Request): Promise<AgentCaller> {
  const owner = await tokenOwner(deps, request);
  return callerOf(deps, owner, namedAgent(parse(readerQuery, request.query)));
}

/** The agent that a query names; null when it names none. */
export function namedAgent({ agent: id, agentName: name, agentEmail }: ReaderQuery): AgentBody | null {
  return id === undefined || name === undefined ? null : { id, name, email: agentEmail ?? null };
}
