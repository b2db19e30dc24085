import type { Kysely } from 'kysely';
import type { Tables } from '../storage/tables.ts';

type Db = Kysely<Tables>;
type Rows = readonly Readonly<Record<string, unknown>>[];

/** One table that keeps something beside a request: what of it is the recipient's, and how it goes. */
export type RequestPart = {
  readonly table: keyof Tables;
  /** For the export: without ids of ours and without hashes that say nothing to anybody. */
  read(db: Db, requestId: string): Promise<Rows>;
  /** Returns how many rows were cleaned or removed. Doing it again changes nothing. */
  erase(db: Db, requestId: string): Promise<number>;
};

const counted = (result: { readonly numDeletedRows?: bigint; readonly numUpdatedRows?: bigint }): number =>
  Number(result.numDeletedRows ?? result.numUpdatedRows ?? 0n);

/** Everything that is kept beside a request and its log. Export and erasure go by the same list, so that neither forgets what the other knows. */
export const REQUEST_PARTS: readonly RequestPart[] = [
  {
    table: 'presence',
    read: (db, id) => db.selectFrom('presence').select('seen_at').where('request_id', '=', id).execute(),
    erase: async (db, id) =>
      counted(await db.deleteFrom('presence').where('request_id', '=', id).executeTakeFirstOrThrow()),
  },
  {
    table: 'link_fetch',
    read: (db, id) =>
      db.selectFrom('link_fetch').select(['at', 'user_agent']).where('request_id', '=', id).orderBy('id').execute(),
    erase: async (db, id) =>
      counted(await db.deleteFrom('link_fetch').where('request_id', '=', id).executeTakeFirstOrThrow()),
  },
  {
    table: 'join_code',
    read: (db, id) => db.selectFrom('join_code').select('expires_at').where('request_id', '=', id).execute(),
    erase: async (db, id) =>
      counted(await db.deleteFrom('join_code').where('request_id', '=', id).executeTakeFirstOrThrow()),
  },
  {
    table: 'sms_message',
    read: (db, id) =>
      db
        .selectFrom('sms_message')
        .select(['at', 'state', 'because'])
        .where('request_id', '=', id)
        .orderBy('at')
        .execute(),
    erase: async (db, id) =>
      counted(await db.deleteFrom('sms_message').where('request_id', '=', id).executeTakeFirstOrThrow()),
  },
  {
    table: 'browser_notice',
    read: (db, id) =>
      db.selectFrom('browser_notice').select(['at', 'title', 'body']).where('request_id', '=', id).execute(),
    erase: async (db, id) =>
      counted(await db.deleteFrom('browser_notice').where('request_id', '=', id).executeTakeFirstOrThrow()),
  },
  {
    table: 'session_watch',
    read: (db, id) =>
      db.selectFrom('session_watch').select(['address', 'launched_at']).where('request_id', '=', id).execute(),
    erase: async (db, id) =>
      counted(await db.deleteFrom('session_watch').where('request_id', '=', id).executeTakeFirstOrThrow()),
  },
  {
    // The row itself stays: the remote tool still lists the session, and it must not come back as one that nobody knows.
    table: 'remote_session',
    read: (db, id) =>
      db
        .selectFrom('remote_session')
        .select(['to_addresses', 'started_at', 'ended_at', 'comment'])
        .where('request_id', '=', id)
        .orderBy('started_at')
        .execute(),
    erase: async (db, id) =>
      counted(
        await db
          .updateTable('remote_session')
          .set({ to_addresses: '[]', comment: '' })
          .where('request_id', '=', id)
          .where((is) => is.or([is('to_addresses', '!=', '[]'), is('comment', '!=', '')]))
          .executeTakeFirstOrThrow(),
      ),
  },
  {
    table: 'term',
    read: async () => [],
    // Rewritten with the request's state; what is found by its number and ticket stays.
    erase: async () => 0,
  },
];
