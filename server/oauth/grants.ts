import type { Kysely } from 'kysely';
import type { Person } from '../../core/people/rights.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';

/** Somebody for whom an installation's app may act, on however many browsers. */
export type Authorization = {
  readonly installationId: string;
  readonly installationName: string;
  readonly personId: string;
  readonly personName: string;
  readonly agentName: string;
  readonly since: EpochMs;
  readonly lastUsedAt: EpochMs;
};

/** What people allowed the apps. */
export type Grants = {
  /** By the person's name. */
  ofInstallation(installationId: string): Promise<readonly Authorization[]>;
  /** By the installation's name. */
  ofPerson(personId: string): Promise<readonly Authorization[]>;
  /** The person's tokens of this installation open nothing from now on. False: there were none. */
  revoke(by: Person, installationId: string, personId: string): Promise<boolean>;
};

export function createGrants(database: Database, audited: AuditedWrite, clock: Clock): Grants {
  const { read } = database;
  return {
    ofInstallation: async (installationId) => {
      const living = livingGrants(read, clock.now()).where('oauth_grant.installation_id', '=', installationId);
      return living.orderBy('person.name').orderBy('person.id').execute();
    },
    ofPerson: async (personId) => {
      const living = livingGrants(read, clock.now()).where('oauth_grant.person_id', '=', personId);
      return living.orderBy('installation.name').orderBy('installation.id').execute();
    },
    revoke: (by, installationId, personId) =>
      audited(by, async (db, now) => {
        const done = await revokeGrants(db, now, { installationId, personId });
        const note = { action: 'app.revoked', installationId, detail: { personId } };
        return { result: done, note: done ? note : null };
      }),
  };
}

/**
 * Ends what was allowed, codes on their way too: all of a person, of an installation, or of a person there. False: there was nothing.
 * In whichever transaction `db` is.
 */
export async function revokeGrants(
  db: Kysely<Tables>,
  now: EpochMs,
  whose: { readonly installationId?: string; readonly personId?: string },
): Promise<boolean> {
  let grants = db.updateTable('oauth_grant').set({ revoked_at: now }).where('revoked_at', 'is', null);
  let codes = db.deleteFrom('oauth_code');
  if (whose.installationId !== undefined) {
    grants = grants.where('installation_id', '=', whose.installationId);
    codes = codes.where('installation_id', '=', whose.installationId);
  }
  if (whose.personId !== undefined) {
    grants = grants.where('person_id', '=', whose.personId);
    codes = codes.where('person_id', '=', whose.personId);
  }
  const ended = [await grants.executeTakeFirst(), await codes.executeTakeFirst()];
  return ended.some((one) => ('numUpdatedRows' in one ? one.numUpdatedRows : one.numDeletedRows) > 0n);
}

function livingGrants(db: Kysely<Tables>, now: EpochMs) {
  return db
    .selectFrom('oauth_grant')
    .innerJoin('person', 'person.id', 'oauth_grant.person_id')
    .innerJoin('installation', 'installation.id', 'oauth_grant.installation_id')
    .innerJoin('agent_link', (join) =>
      join
        .onRef('agent_link.installation_id', '=', 'oauth_grant.installation_id')
        .onRef('agent_link.person_id', '=', 'oauth_grant.person_id'),
    )
    .where('oauth_grant.revoked_at', 'is', null)
    .where('oauth_grant.expires_at', '>', now)
    .where('person.disabled_at', 'is', null)
    .where('installation.removed_at', 'is', null)
    .groupBy(['installation.id', 'installation.name', 'person.id', 'person.name', 'agent_link.agent_name'])
    .select(({ fn }) => [
      'installation.id as installationId',
      'installation.name as installationName',
      'person.id as personId',
      'person.name as personName',
      'agent_link.agent_name as agentName',
      fn.min('oauth_grant.created_at').as('since'),
      fn.max('oauth_grant.used_at').as('lastUsedAt'),
    ]);
}
