import type { Kysely } from 'kysely';
import type { Person } from '../../../core/people/rights.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { AuditedWrite } from '../../storage/audited-write.ts';
import type { Database } from '../../storage/database.ts';
import type { Tables } from '../../storage/tables.ts';

/** The app by which the agents of a help desk account sign in here, as an admin made it there. */
export type OrgClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** How many hours a sign-in counts. */
  readonly hours: number;
};

export type ShownOrgClient = Omit<OrgClient, 'clientSecret'>;

export type OrgClients = {
  /** With the secret in clear. Null: agents of this account do not sign in with it. Throws `VaultFault` when the key file was replaced. */
  read(installationId: string): Promise<OrgClient | null>;
  shown(installationId: string): Promise<ShownOrgClient | null>;
  /** `clientSecret` null keeps the stored one. Another app ends the sign-ins that were made with the one before. */
  save(by: Person, installationId: string, client: ShownOrgClient, clientSecret: string | null): Promise<void>;
  /** Ends the sign-ins too. */
  remove(by: Person, installationId: string): Promise<void>;
};

const placeOf = (installationId: string): string => `org-sign-in:${installationId}`;

export function createOrgClients(database: Database, audited: AuditedWrite, vault: Vault): OrgClients {
  return {
    read: async (installationId) => {
      const row = await find(database.read, installationId);
      if (row === undefined) return null;
      const clientSecret = vault.open(placeOf(installationId), row.sealed_secret);
      return { clientId: row.client_id, clientSecret, hours: row.hours };
    },
    shown: async (installationId) => {
      const row = await find(database.read, installationId);
      return row === undefined ? null : { clientId: row.client_id, hours: row.hours };
    },
    save: (by, installationId, { clientId, hours }, clientSecret) =>
      audited(by, async (db) => {
        const before = await find(db, installationId);
        const sealed =
          clientSecret === null ? before?.sealed_secret : vault.seal(placeOf(installationId), clientSecret);
        if (sealed === undefined) throw new TypeError('there is no secret to keep');
        const changing = { client_id: clientId, sealed_secret: sealed, hours };
        await db
          .insertInto('org_client')
          .values({ installation_id: installationId, ...changing })
          .onConflict((conflict) => conflict.column('installation_id').doUpdateSet(changing))
          .execute();
        if (before?.client_id !== clientId) await endAll(db, installationId);
        const detail = { clientId, hours, secretChanged: clientSecret !== null };
        return { result: undefined, note: { action: 'org-sign-in.changed', installationId, detail } };
      }),
    remove: (by, installationId) =>
      audited(by, async (db) => {
        await removeOrgSignIn(db, installationId);
        return { result: undefined, note: { action: 'org-sign-in.removed', installationId, detail: {} } };
      }),
  };
}

/** Forgets the app, its secret and everybody who signed in by it. */
export async function removeOrgSignIn(db: Kysely<Tables>, installationId: string): Promise<void> {
  await db.deleteFrom('org_client').where('installation_id', '=', installationId).execute();
  await endAll(db, installationId);
}

async function endAll(db: Kysely<Tables>, installationId: string): Promise<void> {
  await db.deleteFrom('org_sign_in').where('installation_id', '=', installationId).execute();
}

function find(db: Kysely<Tables>, installationId: string) {
  return db.selectFrom('org_client').selectAll().where('installation_id', '=', installationId).executeTakeFirst();
}
