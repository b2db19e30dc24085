import { timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../../core/ports/world.ts';
import type { Installation } from '../../core/ports/installation.ts';
import { digest, newToken } from '../secrets/secret-token.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import { isUsableRedirect, redirectsFor } from './redirects.ts';

/** The app of one installation, as an OAuth client. */
export type OAuthClient = {
  readonly clientId: string;
  readonly installationId: string;
  /** Every address that an answer may be sent to. */
  readonly redirects: readonly [string, ...string[]];
};

export type OAuthClients = {
  /** Null for a client that is not known, or whose installation was removed. */
  find(clientId: string): Promise<OAuthClient | null>;
  /** Null until `ensure` was called for the installation. */
  of(installationId: string): Promise<OAuthClient | null>;
  /** The installation's client, made if it has none. Null: there is no such installation. */
  ensure(installationId: string): Promise<OAuthClient | null>;
  /** Replaces the addresses beside the platform's own; for a pretended platform on this machine. */
  setRedirects(installationId: string, redirects: readonly string[]): Promise<void>;
  /** The client, when the secret is one of its valid ones. */
  authenticate(clientId: string, secret: string): Promise<OAuthClient | null>;
};

const addresses = z.array(z.string());

export function createOAuthClients(database: Database, clock: Clock): OAuthClients {
  const { read } = database;
  const find = (clientId: string) => clientWhere(read, 'oauth_client.client_id', clientId);
  const of = (installationId: string) => clientWhere(read, 'oauth_client.installation_id', installationId);
  return {
    find,
    of,
    ensure: async (installationId) => {
      const values = {
        installation_id: installationId,
        client_id: `srb_${newToken()}`,
        redirects: '[]',
        created_at: clock.now(),
      };
      await database.write(async (db) => {
        const living = db.selectFrom('installation').select('id').where('id', '=', installationId);
        if ((await living.where('removed_at', 'is', null).executeTakeFirst()) === undefined) return;
        const insert = db.insertInto('oauth_client').values(values);
        await insert.onConflict((conflict) => conflict.column('installation_id').doNothing()).execute();
      });
      return of(installationId);
    },
    setRedirects: async (installationId, redirects) => {
      const wrong = redirects.find((one) => !isUsableRedirect(one));
      if (wrong !== undefined) throw new Error(`${wrong} cannot be a redirect address`);
      await database.write(async (db) => {
        const change = db.updateTable('oauth_client').set({ redirects: JSON.stringify(redirects) });
        await change.where('installation_id', '=', installationId).execute();
      });
    },
    authenticate: async (clientId, secret) => {
      const client = await find(clientId);
      if (client === null) return null;
      const hashes = await secretHashes(read, client.installationId);
      const given = Buffer.from(digest(secret));
      return hashes.some((one) => timingSafeEqual(Buffer.from(one), given)) ? client : null;
    },
  };
}

async function clientWhere(
  db: Kysely<Tables>,
  column: 'oauth_client.client_id' | 'oauth_client.installation_id',
  value: string,
): Promise<OAuthClient | null> {
  const row = await db
    .selectFrom('oauth_client')
    .innerJoin('installation', 'installation.id', 'oauth_client.installation_id')
    .select(['oauth_client.client_id', 'oauth_client.installation_id', 'oauth_client.redirects'])
    .select('installation.environment')
    .where(column, '=', value)
    .where('installation.removed_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    clientId: row.client_id,
    installationId: row.installation_id,
    redirects: redirectsFor(row.environment as Installation['environment'], addresses.parse(JSON.parse(row.redirects))),
  };
}

async function secretHashes(db: Kysely<Tables>, installationId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('install_secret')
    .select('hash')
    .where('installation_id', '=', installationId)
    .where('purpose', '=', 'app-sign-in')
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map((row) => row.hash);
}
