import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';

/** A notice for the browsers in which a person has the console open. */
export type BrowserNotice = {
  /** The same id is the same notice, however often it is put there. */
  readonly id: string;
  readonly personId: string;
  readonly requestId: string;
  readonly title: string;
  readonly body: string;
  readonly language: string;
  readonly at: EpochMs;
};

export type BrowserNotices = {
  put(notice: BrowserNotice): Promise<void>;
  /** Those after a position, oldest first; nothing that is too old to be news. */
  since(
    personId: string,
    position: number,
    now: EpochMs,
  ): Promise<readonly (BrowserNotice & { readonly position: number })[]>;
  /** Where the list ends now. */
  newest(personId: string): Promise<number>;
};

const NEWS_MS = 10 * 60_000;
const KEPT_MS = 60 * 60_000;
const MOST_AT_ONCE = 20;

export function createBrowserNotices(database: Database): BrowserNotices {
  const { read } = database;
  return {
    put: ({ id, personId, requestId, title, body, language, at }) =>
      database.write(async (db) => {
        await db
          .deleteFrom('browser_notice')
          .where('at', '<', at - KEPT_MS)
          .execute();
        await db
          .insertInto('browser_notice')
          .values({ id, person_id: personId, request_id: requestId, title, body, language, at })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }),
    since: async (personId, position, now) => {
      const rows = await read
        .selectFrom('browser_notice')
        .selectAll()
        .where('person_id', '=', personId)
        .where('position', '>', position)
        .where('at', '>', now - NEWS_MS)
        .orderBy('position')
        .limit(MOST_AT_ONCE)
        .execute();
      return rows.map(({ person_id, request_id, ...row }) => ({ ...row, personId: person_id, requestId: request_id }));
    },
    newest: async (personId) => {
      const query = read.selectFrom('browser_notice').select('position').where('person_id', '=', personId);
      return (await query.orderBy('position', 'desc').limit(1).executeTakeFirst())?.position ?? 0;
    },
  };
}
