import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from '../../core/people/rights.ts';
import type { OAuth } from '../../server/oauth/create-oauth.ts';
import type { OAuthClient } from '../../server/oauth/clients.ts';
import type { TokenAnswer } from '../../server/oauth/tokens.ts';
import type { TokenPair } from '../../server/oauth/token-pairs.ts';
import { createPeople, type People } from '../../server/composition/accounts.ts';
import type { PersonRecord } from '../../server/people/person-record.ts';
import { createKeyRing } from '../../server/secrets/key-ring.ts';
import { createVault } from '../../server/secrets/vault.ts';
import { openStore } from '../../server/storage/open-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { createPostgresDatabase } from '../setup/postgres-database.ts';
import { enterAdmin } from '../support/enter-people.ts';

/** The stores of the app's sign-in on a database of their own, by a clock that the test moves. */
export type OAuthWorld = {
  readonly store: Store;
  readonly people: People;
  readonly oauth: OAuth;
  readonly admin: Person;
  advance(ms: number): void;
  /** A new installation with its client. */
  installation(): Promise<OAuthClient>;
  /** A new support agent. */
  agent(name: string): Promise<PersonRecord>;
  /** A support agent of whatever name. */
  somebody(): Promise<PersonRecord>;
  /** The id of the person whose access token it is; null for nobody's. */
  ownerOf(accessToken: string): Promise<string | null>;
  /** What the person's press gives the platform. */
  code(
    client: OAuthClient,
    person: PersonRecord,
    over?: { challenge?: string | null; agentId?: string },
  ): Promise<string>;
  /** The whole way to the first pair. */
  pair(client: OAuthClient, person: PersonRecord): Promise<TokenPair>;
  /** Actions in the audit log, newest first. */
  log(): Promise<readonly string[]>;
  close(): Promise<void>;
};

export const CALLBACK = 'https://oauth.freshdev.io/auth/callback';
export const reasonOf = (answer: TokenAnswer): string => (answer.ok ? 'ok' : answer.reason);

const NOON = Date.UTC(2026, 10, 24, 12, 0);

export async function oauthWorld(engine: string): Promise<OAuthWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-oauth-'));
  const database = engine === 'postgres' ? await createPostgresDatabase() : null;
  const store = await openStore({ databaseUrl: database?.url ?? null, dataDir });
  let now = NOON;
  const clock = { now: () => now };
  const people = await createPeople({ store, vault: createVault(createKeyRing(Buffer.alloc(32, 3))), clock });
  const { person: admin } = await enterAdmin(people);
  const { oauth } = people;
  const code: OAuthWorld['code'] = async (client, person, { challenge = null, agentId = person.id } = {}) => {
    const request = { client, redirect: CALLBACK, state: null, challenge };
    const made = await oauth.allow(person, { id: agentId, name: person.name }, request);
    if (made === null) throw new Error(`${person.name} may not`);
    return made;
  };
  const agent = async (name: string): Promise<PersonRecord> => {
    const email = `${name.toLowerCase()}@acme.example`;
    const answer = await people.admin.invite(admin, { name, email, role: 'support-agent' });
    const person = answer.ok ? await people.persons.find(answer.personId) : null;
    if (person === null) throw new Error(`${name} is there already`);
    return person;
  };
  let made = 0;
  let invited = 0;
  return {
    store,
    people,
    oauth,
    admin,
    code,
    advance: (ms) => {
      now += ms;
    },
    installation: async () => {
      const { id: _id, ...installation } = anInstallation();
      made += 1;
      const place = { address: 'https://acme.freshservice.com', plan: 'pro', apiKey: 'key', name: `Desk ${made}` };
      const id = await people.installations.add(admin, { ...installation, ...place });
      const client = await oauth.clients.ensure(id);
      if (client === null) throw new Error('the installation is gone');
      return client;
    },
    agent,
    somebody: () => agent(`Agent${(invited += 1)}`),
    ownerOf: async (accessToken) => (await oauth.owners.ownerOf(accessToken))?.person.id ?? null,
    pair: async (client, person) => {
      const exchange = { code: await code(client, person), redirect: CALLBACK, verifier: null };
      const answer = await oauth.tokens.exchange(client, exchange);
      if (!answer.ok) throw new Error(answer.reason);
      return answer.pair;
    },
    log: async () => {
      const { items } = await store.audit.list({ page: { cursor: null, limit: 100 }, requestId: null });
      return items.map(({ action }) => action);
    },
    close: async () => {
      await store.close();
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
