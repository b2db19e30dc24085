import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import { readPerson } from '../people/persons.ts';
import type { PersonRecord } from '../people/person-record.ts';
import { digest } from '../secrets/secret-token.ts';
import type { Database } from '../storage/database.ts';
import { prepare } from '../storage/prepared.ts';

/** "Last used" is written down at most this often, so that reading does not become writing. */
const USED_EVERY_MS = 5 * 60 * 1000;

/** Who holds an access token: a person, with what he may do now, in one installation. */
export type AccessTokenOwner = {
  readonly installationId: string;
  readonly person: PersonRecord;
  /** His id in that help desk. */
  readonly agentId: string;
};

export type TokenOwners = {
  /** Null when the token ended, was revoked, or its person, agent or installation is there no more. */
  ownerOf(accessToken: string): Promise<AccessTokenOwner | null>;
};

/** Asked with every call of an agent's app. */
const holderOfToken = prepare<{ hash: string; now: EpochMs }>()((db, { hash, now }) =>
  db
    .selectFrom('oauth_access_token as token')
    .innerJoin('oauth_grant as given', 'given.id', 'token.grant_id')
    .innerJoin('installation', 'installation.id', 'given.installation_id')
    .innerJoin('agent_link as link', (join) =>
      join.onRef('link.installation_id', '=', 'given.installation_id').onRef('link.person_id', '=', 'given.person_id'),
    )
    .select(['given.id', 'given.installation_id', 'given.person_id', 'given.used_at', 'link.agent_id'])
    .where('token.token_hash', '=', hash)
    .where('token.expires_at', '>', now)
    .where('given.revoked_at', 'is', null)
    .where('installation.removed_at', 'is', null),
);

export function createTokenOwners(database: Database, clock: Clock): TokenOwners {
  const { readSession } = database;
  return {
    ownerOf: async (accessToken) => {
      const now = clock.now();
      const row = await readSession.first(holderOfToken, { hash: digest(accessToken), now });
      const person = row === null ? null : await readPerson(readSession, row.person_id);
      if (row === null || person === null || person.disabledAt !== null) return null;
      if (now - row.used_at >= USED_EVERY_MS) await markUsed(database, row.id, now);
      return { installationId: row.installation_id, person, agentId: row.agent_id };
    },
  };
}

function markUsed(database: Database, grantId: string, now: EpochMs): Promise<void> {
  return database.write(async (db) => {
    const mark = db.updateTable('oauth_grant').set({ used_at: now }).where('id', '=', grantId);
    await mark.where('used_at', '<', now).execute();
  });
}
