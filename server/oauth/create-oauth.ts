import type { Clock } from '../../core/ports/world.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { findPerson } from '../people/persons.ts';
import type { PersonRecord } from '../people/person-record.ts';
import type { Database } from '../storage/database.ts';
import { type AgentLinks, createAgentLinks, linkAgent } from './agent-links.ts';
import { createOAuthClients, type OAuthClients } from './clients.ts';
import { makeCode } from './codes.ts';
import { createGrants, type Grants } from './grants.ts';
import type { AuthorizeRequest } from './read-authorize.ts';
import { createTokenOwners, type TokenOwners } from './token-owners.ts';
import { createOAuthTokens, type OAuthTokens } from './tokens.ts';

/** Signing in for the apps inside the help desks: we are their OAuth 2 provider. */
export type OAuth = {
  readonly clients: OAuthClients;
  readonly links: AgentLinks;
  readonly grants: Grants;
  readonly tokens: OAuthTokens;
  readonly owners: TokenOwners;
  /** The person lets the app act for him as this agent. The code for its platform; null: the person was disabled meanwhile. */
  allow(
    person: PersonRecord,
    agent: { readonly id: string; readonly name: string },
    request: AuthorizeRequest,
  ): Promise<string | null>;
};

export function createOAuth(database: Database, audited: AuditedWrite, clock: Clock): OAuth {
  return {
    clients: createOAuthClients(database, clock),
    links: createAgentLinks(database),
    grants: createGrants(database, audited, clock),
    tokens: createOAuthTokens(audited),
    owners: createTokenOwners(database, clock),
    allow: (person, agent, { client, redirect, challenge }) =>
      audited(person, async (db, now) => {
        const { installationId } = client;
        const place = { installationId, personId: person.id };
        const current = await findPerson(db, person.id);
        if (current === null || current.disabledAt !== null) return { result: null, note: null };
        await linkAgent(db, place, agent, now);
        const code = await makeCode(db, { ...place, redirect, challenge }, now);
        const detail = { personId: person.id, agentId: agent.id };
        return { result: code, note: { action: 'app.allowed', installationId, detail } };
      }),
  };
}
