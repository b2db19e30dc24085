import type { Kysely } from 'kysely';
import type { Person } from '../../core/people/rights.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import { newId } from '../secrets/secret-token.ts';
import type { Vault } from '../secrets/vault.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';

/** An account at the remote tool, as a page may show it: never the password. */
export type RemoteAccount = {
  readonly id: string;
  readonly name: string;
  /** Null: for requests of every installation. */
  readonly installationId: string | null;
  /** Where its REST API answers. */
  readonly address: string;
  readonly licenseId: string;
  readonly createdAt: EpochMs;
  /** The last time its sessions were read. */
  readonly askedAt: EpochMs | null;
  /** Why they could not be read the last time, and since when. */
  readonly trouble: { readonly because: string; readonly since: EpochMs } | null;
};

export type NewRemoteAccount = Pick<RemoteAccount, 'name' | 'installationId' | 'address' | 'licenseId'>;

export type RemoteAccounts = {
  /** By name. */
  list(): Promise<readonly RemoteAccount[]>;
  find(id: string): Promise<RemoteAccount | null>;
  /** The API password in clear, for the adapter only; null when there is no such account. */
  password(id: string): Promise<string | null>;
  /** `id` is for an account whose id is known beforehand; any other gets one of its own. */
  add(by: Person, account: NewRemoteAccount, password: string, id?: string): Promise<string>;
  /** `password` null keeps the stored one. False: no such account. */
  change(by: Person, id: string, account: NewRemoteAccount, password: string | null): Promise<boolean>;
  /** Sessions that were seen in it are forgotten. False: no such account. */
  remove(by: Person, id: string): Promise<boolean>;
  /** Notes how reading its sessions went. */
  noteAsked(id: string, at: EpochMs, trouble: string | null): Promise<void>;
  /** `listener` hears the id of every account that was added, changed or removed here; call the result to stop. */
  onChanged(listener: (accountId: string) => void): () => void;
};

export function createRemoteAccounts(database: Database, audited: AuditedWrite, vault: Vault): RemoteAccounts {
  const { read } = database;
  const listeners = new Set<(accountId: string) => void>();
  const changed = (id: string): void => {
    for (const listener of listeners) listener(id);
  };
  return {
    list: async () => (await read.selectFrom('remote_account').selectAll().orderBy('name').execute()).map(accountOf),
    find: async (id) => {
      const row = await rowOf(read, id);
      return row === undefined ? null : accountOf(row);
    },
    password: async (id) => {
      const row = await rowOf(read, id);
      return row === undefined ? null : vault.open(placeOf(id), row.sealed_password);
    },
    add: async (by, account, password, id = newId()) => {
      await audited(by, async (db, now) => {
        const row = { ...columnsOf(account), id, created_at: now, sealed_password: vault.seal(placeOf(id), password) };
        await db
          .insertInto('remote_account')
          .values({ ...row, asked_at: null, trouble: null, trouble_since: null })
          .execute();
        return { result: id, note: noteOf('added', id, account) };
      });
      changed(id);
      return id;
    },
    change: async (by, id, account, password) => {
      const sealed = password === null ? {} : { sealed_password: vault.seal(placeOf(id), password) };
      const done = await audited(by, async (db) => {
        const query = db.updateTable('remote_account').set({ ...columnsOf(account), ...sealed, trouble: null });
        const { numUpdatedRows } = await query.set({ trouble_since: null }).where('id', '=', id).executeTakeFirst();
        const result = numUpdatedRows === 1n;
        return { result, note: result ? noteOf('changed', id, account, password !== null) : null };
      });
      changed(id);
      return done;
    },
    remove: async (by, id) => {
      const done = await audited(by, async (db) => {
        const { numDeletedRows } = await db.deleteFrom('remote_account').where('id', '=', id).executeTakeFirst();
        await db.deleteFrom('remote_session').where('account_id', '=', id).execute();
        const result = numDeletedRows === 1n;
        return { result, note: result ? { action: 'remote-account.removed', detail: { accountId: id } } : null };
      });
      changed(id);
      return done;
    },
    noteAsked: async (id, at, trouble) => {
      await database.write(async (db) => {
        const table = db.updateTable('remote_account').where('id', '=', id);
        if (trouble === null) await table.set({ asked_at: at, trouble: null, trouble_since: null }).execute();
        else await noteTrouble(db, id, at, trouble);
      });
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Since when: as long as one trouble follows another, since the first. */
async function noteTrouble(db: Kysely<Tables>, id: string, at: EpochMs, trouble: string): Promise<void> {
  const before = await rowOf(db, id);
  const since = before?.trouble_since ?? at;
  await db.updateTable('remote_account').set({ trouble, trouble_since: since }).where('id', '=', id).execute();
}

const placeOf = (accountId: string): string => `remote-account:${accountId}`;

function columnsOf({ name, installationId, address, licenseId }: NewRemoteAccount) {
  return { name, installation_id: installationId, address, license_id: licenseId };
}

function noteOf(what: 'added' | 'changed', id: string, account: NewRemoteAccount, passwordChanged = true) {
  const { installationId, address, name } = account;
  return {
    action: `remote-account.${what}`,
    installationId,
    detail: { accountId: id, name, address, passwordChanged },
  };
}

function rowOf(db: Kysely<Tables>, id: string) {
  return db.selectFrom('remote_account').selectAll().where('id', '=', id).executeTakeFirst();
}

function accountOf(row: Tables['remote_account']): RemoteAccount {
  const { trouble, trouble_since: since } = row;
  return {
    id: row.id,
    name: row.name,
    installationId: row.installation_id,
    address: row.address,
    licenseId: row.license_id,
    createdAt: row.created_at,
    askedAt: row.asked_at,
    trouble: trouble === null || since === null ? null : { because: trouble, since },
  };
}
