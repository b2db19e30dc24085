import type { Kysely, Selectable } from 'kysely';
import type { AgentRef, EpochMs, RemoteAddress } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';

/** A request whose session is looked for, since somebody launched. */
export type Watch = {
  readonly requestId: string;
  readonly installationId: string;
  readonly agent: AgentRef;
  readonly address: RemoteAddress;
  readonly launchedAt: EpochMs;
  /** Since when no session of it may begin any more; null while one may. */
  readonly voidAt: EpochMs | null;
};

export type WatchStore = {
  list(): Promise<readonly Watch[]>;
  find(requestId: string): Promise<Watch | null>;
  /** Begins or renews a watch. */
  put(watch: Watch): Promise<void>;
  /** Forgets watches that are void since before. */
  forget(before: EpochMs): Promise<void>;
};

export function createWatchStore(database: Database): WatchStore {
  const { read } = database;
  return {
    list: async () => (await read.selectFrom('session_watch').selectAll().execute()).map(watchOf),
    find: async (requestId) => {
      const row = await read
        .selectFrom('session_watch')
        .selectAll()
        .where('request_id', '=', requestId)
        .executeTakeFirst();
      return row === undefined ? null : watchOf(row);
    },
    put: async (watch) => {
      await database.write((db) => put(db, watch));
    },
    forget: async (before) => {
      await database.write((db) => db.deleteFrom('session_watch').where('void_at', '<', before).execute());
    },
  };
}

async function put(db: Kysely<Tables>, watch: Watch): Promise<void> {
  const { requestId, installationId, agent, address, launchedAt, voidAt } = watch;
  const rest = {
    installation_id: installationId,
    agent: JSON.stringify(agent),
    address,
    launched_at: launchedAt,
    void_at: voidAt,
  };
  await db
    .insertInto('session_watch')
    .values({ request_id: requestId, ...rest })
    .onConflict((conflict) => conflict.column('request_id').doUpdateSet(rest))
    .execute();
}

function watchOf(row: Selectable<Tables['session_watch']>): Watch {
  return {
    requestId: row.request_id,
    installationId: row.installation_id,
    agent: JSON.parse(row.agent) as AgentRef,
    address: row.address,
    launchedAt: row.launched_at,
    voidAt: row.void_at,
  };
}
