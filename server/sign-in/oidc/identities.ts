import type { Kysely } from 'kysely';
import type { Person } from '../../../core/people/rights.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { AuditedWrite } from '../../storage/audited-write.ts';
import type { Database } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';
import { comeIn, type ComeInAnswer, type EntryRules } from './come-in.ts';
import type { ProvenPerson } from './read-claims.ts';

/** A person's account at a provider. */
export type Identity = { readonly personId: string; readonly issuer: string; readonly linkedAt: EpochMs };

export type Identities = {
  /** The person whom the provider proved, with the role his groups give him; linked or entered when he comes for the first time. */
  comeIn(proven: ProvenPerson, rules: EntryRules): Promise<ComeInAnswer>;
  list(): Promise<readonly Identity[]>;
  of(personId: string): Promise<readonly Identity[]>;
  /** Forgets the person's accounts at providers and ends his sign-ins; he is known by his mail address the next time. */
  unlink(by: Person, personId: string): Promise<boolean>;
};

export function createIdentities(
  database: Database,
  audited: AuditedWrite,
  announceRights: (personId: string) => void,
): Identities {
  return {
    comeIn: async (proven, rules) => {
      const answer = await audited(null, (db, now) => comeIn(db, proven, rules, now));
      if (answer.ok && answer.changed === 'role') announceRights(answer.personId);
      return answer;
    },
    list: () => identities(database.read).execute(),
    of: (personId) => identities(database.read).where('person_id', '=', personId).execute(),
    unlink: (by, personId) =>
      audited(by, async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('person_identity')
          .where('person_id', '=', personId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return { result: false, note: null };
        await db.deleteFrom('sign_in').where('person_id', '=', personId).execute();
        return { result: true, note: { action: 'person.identity-removed', detail: { personId } } };
      }),
  };
}

function identities(db: Kysely<Tables>) {
  return db.selectFrom('person_identity').select(['person_id as personId', 'issuer', 'linked_at as linkedAt']);
}
