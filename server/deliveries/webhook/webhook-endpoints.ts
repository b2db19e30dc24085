import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Person } from '../../../core/people/rights.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { Database } from '../../storage/database.ts';
import type { WebhookEndpointTable } from '../../storage/people-tables.ts';
import type { Tables } from '../../storage/tables.ts';
import type { AuditedWrite } from '../../storage/audited-write.ts';
import { newSigningKey } from '../../installations/install-secrets.ts';
import { newId } from '../../secrets/secret-token.ts';

/** An address of the customer's that is told what happens to requests. */
export type WebhookEndpoint = {
  readonly id: string;
  /** Null: told of every installation's requests. */
  readonly installationId: string | null;
  readonly url: string;
  /** Null: every event. */
  readonly eventTypes: readonly string[] | null;
  readonly createdAt: EpochMs;
  readonly disabledAt: EpochMs | null;
  readonly reason: string | null;
};

export type NewWebhookEndpoint = Pick<WebhookEndpoint, 'installationId' | 'url' | 'eventTypes'>;

export type WebhookEndpoints = {
  list(): Promise<readonly WebhookEndpoint[]>;
  find(id: string): Promise<WebhookEndpoint | null>;
  /** The endpoint's signing keys in clear (`whsec_…`), newest first, for the poster only; empty when there is no such endpoint. */
  signingKeys(id: string): Promise<readonly string[]>;
  /** The new endpoint and its signing key, to be shown once. */
  add(by: Person, endpoint: NewWebhookEndpoint): Promise<{ readonly id: string; readonly secret: string }>;
  /** A new signing key, to be shown once. The one before signs too until the next rotation. Null: no such endpoint. */
  rotate(by: Person, id: string): Promise<string | null>;
  enable(by: Person, id: string): Promise<boolean>;
  /** `by` null: the server did, because the other side said "gone". */
  disable(by: Person | null, id: string, reason: string): Promise<boolean>;
  remove(by: Person, id: string): Promise<boolean>;
  /** `listener` is called after every change, in this process; call the result to stop. */
  onChanged(listener: () => void): () => void;
};

export function createWebhookEndpoints(database: Database, audited: AuditedWrite, vault: Vault): WebhookEndpoints {
  const { read } = database;
  const listeners = new Set<() => void>();
  const changed = <Result>(result: Result): Result => {
    for (const listener of listeners) listener();
    return result;
  };
  const change = async (
    by: Person | null,
    id: string,
    action: string,
    work: (db: Kysely<Tables>, now: number) => Promise<boolean>,
  ): Promise<boolean> =>
    changed(
      await audited(by, async (db, now) => {
        const done = await work(db, now);
        return { result: done, note: done ? { action: `webhook.${action}`, detail: { endpointId: id } } : null };
      }),
    );
  return {
    list: async () =>
      (await read.selectFrom('webhook_endpoint').selectAll().orderBy('created_at').execute()).map(endpointOf),
    find: async (id) => {
      const row = await rowOf(read, id);
      return row === undefined ? null : endpointOf(row);
    },
    signingKeys: async (id) => {
      const row = await rowOf(read, id);
      return row === undefined ? [] : sealedIn(row).map((sealed) => vault.open(placeOf(id), sealed));
    },
    add: async (by, endpoint) =>
      changed(
        await audited(by, async (db, now) => {
          const id = newId();
          const secret = newSigningKey();
          const row = rowFor(endpoint, id, vault.seal(placeOf(id), secret), now);
          await db.insertInto('webhook_endpoint').values(row).execute();
          const { installationId, url } = endpoint;
          return {
            result: { id, secret },
            note: { action: 'webhook.added', installationId, detail: { endpointId: id, host: new URL(url).host } },
          };
        }),
      ),
    rotate: (by, id) =>
      audited(by, async (db) => {
        const row = await rowOf(db, id);
        if (row === undefined) return { result: null, note: null };
        const secret = newSigningKey();
        const sealed = [vault.seal(placeOf(id), secret), ...sealedIn(row)].slice(0, 2);
        const query = db.updateTable('webhook_endpoint').set({ sealed_secrets: JSON.stringify(sealed) });
        await query.where('id', '=', id).execute();
        return { result: secret, note: { action: 'webhook.secret-rotated', detail: { endpointId: id } } };
      }),
    enable: (by, id) =>
      change(by, id, 'enabled', async (db) => {
        const query = db.updateTable('webhook_endpoint').set({ disabled_at: null, reason: null });
        const done = await query.where('id', '=', id).where('disabled_at', 'is not', null).executeTakeFirst();
        return done.numUpdatedRows === 1n;
      }),
    disable: (by, id, reason) =>
      change(by, id, 'disabled', async (db, now) => {
        const query = db.updateTable('webhook_endpoint').set({ disabled_at: now, reason });
        const done = await query.where('id', '=', id).where('disabled_at', 'is', null).executeTakeFirst();
        return done.numUpdatedRows === 1n;
      }),
    remove: (by, id) =>
      change(by, id, 'removed', async (db) => {
        const done = await db.deleteFrom('webhook_endpoint').where('id', '=', id).executeTakeFirst();
        return done.numDeletedRows === 1n;
      }),
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function rowFor(endpoint: NewWebhookEndpoint, id: string, sealedSecret: string, now: EpochMs): WebhookEndpointTable {
  return {
    id,
    installation_id: endpoint.installationId,
    url: endpoint.url,
    sealed_secrets: JSON.stringify([sealedSecret]),
    event_types: endpoint.eventTypes === null ? null : JSON.stringify(endpoint.eventTypes),
    created_at: now,
    disabled_at: null,
    reason: null,
  };
}

function rowOf(db: Kysely<Tables>, id: string): Promise<WebhookEndpointTable | undefined> {
  return db.selectFrom('webhook_endpoint').selectAll().where('id', '=', id).executeTakeFirst();
}

const texts = z.array(z.string());

function sealedIn(row: WebhookEndpointTable): readonly string[] {
  return texts.parse(JSON.parse(row.sealed_secrets));
}

function endpointOf(row: WebhookEndpointTable): WebhookEndpoint {
  return {
    id: row.id,
    installationId: row.installation_id,
    url: row.url,
    eventTypes: row.event_types === null ? null : texts.parse(JSON.parse(row.event_types)),
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    reason: row.reason,
  };
}

const placeOf = (endpointId: string): string => `webhook-endpoint:${endpointId}`;
