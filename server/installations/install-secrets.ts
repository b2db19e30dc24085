import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Person } from '../../core/people/rights.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Database } from '../storage/database.ts';
import { prepare } from '../storage/prepared.ts';
import type { SecretPurpose } from '../storage/people-tables.ts';
import type { Tables } from '../storage/tables.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { digest, newId, newToken } from '../secrets/secret-token.ts';

/** What may prove an incoming webhook. Two of each may be valid at once, for rotation. */
export type WebhookSecrets = {
  /** SHA-256 (hex) of secrets sent as they are, in `X-Session-Requests-Secret`. */
  readonly headerSecretHashes: readonly string[];
  /** `whsec_…` secrets that sign after Standard Webhooks. */
  readonly signingSecrets: readonly string[];
};

/** A secret as an admin sees it after it was shown once: never its text. */
export type InstallSecret = {
  readonly id: string;
  readonly purpose: SecretPurpose;
  readonly createdAt: EpochMs;
};

/** Two, so that the other side can be moved from the old to the new one without a gap. */
export const MOST_VALID_SECRETS = 2;

/**
 * Secrets by which an installation proves itself to us: for the API (`srs_…`), for its webhooks as a plain header (`srw_…`) or as the
 * key of a Standard Webhooks signature (`whsec_…`), and as the client that asks for people's tokens (`src_…`).
 */
export type InstallSecrets = {
  /** The new secret's text, to be shown once; null when two are valid already. */
  make(by: Person, installationId: string, purpose: SecretPurpose): Promise<string | null>;
  /** Newest first; revoked ones are left out. */
  valid(installationId: string): Promise<readonly InstallSecret[]>;
  /** Works at once. False: there is no such valid secret. */
  revoke(by: Person, installationId: string, secretId: string): Promise<boolean>;
  /** The installation that an API secret belongs to; null for a wrong or revoked one. */
  installationOf(apiSecret: string): Promise<string | null>;
  /** What may prove an incoming webhook of this installation, newest first; null when there is no such installation. */
  webhookSecrets(installationId: string): Promise<WebhookSecrets | null>;
};

/** Asked with every call of the API. */
const ownerOfSecret = prepare<{ hash: string }>()((db, { hash }) =>
  db
    .selectFrom('install_secret')
    .innerJoin('installation', 'installation.id', 'install_secret.installation_id')
    .select('install_secret.installation_id')
    .where('install_secret.hash', '=', hash)
    .where('install_secret.purpose', '=', 'api')
    .where('install_secret.revoked_at', 'is', null)
    .where('installation.removed_at', 'is', null),
);

export function createInstallSecrets(database: Database, audited: AuditedWrite, vault: Vault): InstallSecrets {
  const { read } = database;
  return {
    make: (by, installationId, purpose) =>
      audited(by, async (db, now) => {
        const valid = await validRows(db, installationId).where('purpose', '=', purpose).execute();
        if (valid.length >= MOST_VALID_SECRETS) return { result: null, note: null };
        const id = newId();
        const secret = textOf(purpose);
        await db
          .insertInto('install_secret')
          .values({
            id,
            installation_id: installationId,
            purpose,
            hash: digest(secret),
            sealed: purpose === 'webhook-signing' ? vault.seal(placeOf(id), secret) : null,
            created_at: now,
            revoked_at: null,
          })
          .execute();
        return { result: secret, note: { action: 'secret.made', installationId, detail: { secretId: id, purpose } } };
      }),
    valid: async (installationId) => {
      const rows = await validRows(read, installationId).execute();
      return rows.map((row) => ({ id: row.id, purpose: row.purpose, createdAt: row.created_at }));
    },
    revoke: (by, installationId, secretId) =>
      audited(by, async (db, now) => {
        const revoked = await db
          .updateTable('install_secret')
          .set({ revoked_at: now, sealed: null })
          .where('id', '=', secretId)
          .where('installation_id', '=', installationId)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        if (revoked.numUpdatedRows === 0n) return { result: false, note: null };
        return { result: true, note: { action: 'secret.revoked', installationId, detail: { secretId } } };
      }),
    installationOf: async (apiSecret) => {
      const row = await database.readSession.first(ownerOfSecret, { hash: digest(apiSecret) });
      return row?.installation_id ?? null;
    },
    webhookSecrets: async (installationId) => {
      const living = read.selectFrom('installation').select('id').where('id', '=', installationId);
      if ((await living.where('removed_at', 'is', null).executeTakeFirst()) === undefined) return null;
      const rows = await validRows(read, installationId).execute();
      return {
        headerSecretHashes: rows.filter((row) => row.purpose === 'webhook-header').map((row) => row.hash),
        signingSecrets: rows.flatMap((row) => (row.sealed === null ? [] : [vault.open(placeOf(row.id), row.sealed)])),
      };
    },
  };
}

/** Every valid secret of an installation dies, when it is removed. */
export async function revokeAllSecrets(db: Kysely<Tables>, installationId: string, now: EpochMs): Promise<void> {
  await db
    .updateTable('install_secret')
    .set({ revoked_at: now, sealed: null })
    .where('installation_id', '=', installationId)
    .where('revoked_at', 'is', null)
    .execute();
}

function validRows(db: Kysely<Tables>, installationId: string) {
  return db
    .selectFrom('install_secret')
    .selectAll()
    .where('installation_id', '=', installationId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id');
}

function textOf(purpose: SecretPurpose): string {
  switch (purpose) {
    case 'api':
      return `srs_${newToken()}`;
    case 'webhook-header':
      return `srw_${newToken()}`;
    case 'webhook-signing':
      return newSigningKey();
    case 'app-sign-in':
      return `src_${newToken()}`;
    default:
      return purpose satisfies never;
  }
}

/** A Standard Webhooks key of 192 bits. */
export function newSigningKey(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}

const placeOf = (secretId: string): string => `install-secret:${secretId}`;
