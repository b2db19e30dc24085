import type { Selectable } from 'kysely';
import type { EpochMs, RemoteAddress } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import type { SessionName } from './external-id.ts';
import type { SessionStanding, UnmatchedBecause } from './watch-tables.ts';

/** A session of the remote tool as it was last seen, and what we know of it. */
export type SeenSession = SessionName & {
  readonly from: readonly RemoteAddress[];
  readonly to: readonly RemoteAddress[];
  readonly startedAt: EpochMs;
  readonly isOver: boolean;
  /** Null while it runs, or when nobody told. */
  readonly endedAt: EpochMs | null;
  readonly comment: string;
  readonly standing: SessionStanding;
  readonly requestId: string | null;
  readonly because: UnmatchedBecause | null;
  readonly suggested: readonly string[];
  /** Its start, or that it has no say in the status, is settled with the request. */
  readonly isTold: boolean;
  readonly closeAskedAt: EpochMs | null;
  readonly firstSeenAt: EpochMs;
};

export type SeenSessions = {
  find(name: SessionName): Promise<SeenSession | null>;
  /** Those of an account that are not known to be over. */
  running(accountId: string): Promise<readonly SeenSession[]>;
  /** Oldest first. */
  ofRequest(requestId: string): Promise<readonly SeenSession[]>;
  /** Newest first, at most so many. */
  unmatched(limit: number): Promise<readonly SeenSession[]>;
  /** `was`: the standing it was read with; nothing is stored when somebody has settled it otherwise meanwhile. */
  put(session: SeenSession, was: SessionStanding): Promise<void>;
  /** Forgets what ended long ago. */
  forget(before: EpochMs): Promise<void>;
};

export function createSeenSessions(database: Database): SeenSessions {
  const { read } = database;
  const all = () => read.selectFrom('remote_session').selectAll();
  return {
    find: async ({ accountId, sessionId }) => {
      const query = all().where('account_id', '=', accountId).where('session_id', '=', sessionId);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : sessionOf(row);
    },
    running: async (accountId) => {
      const query = all().where('account_id', '=', accountId).where('is_over', '=', 0);
      return (await query.execute()).map(sessionOf);
    },
    ofRequest: async (requestId) => {
      const query = all().where('request_id', '=', requestId).orderBy('started_at').orderBy('session_id');
      return (await query.execute()).map(sessionOf);
    },
    unmatched: async (limit) => {
      const query = all().where('standing', '=', 'unmatched').orderBy('started_at', 'desc').limit(limit);
      return (await query.execute()).map(sessionOf);
    },
    put: async (session, was) => {
      const row = rowOf(session);
      await database.write((db) =>
        db
          .insertInto('remote_session')
          .values(row)
          .onConflict((conflict) =>
            conflict.columns(['account_id', 'session_id']).doUpdateSet(row).where('remote_session.standing', '=', was),
          )
          .execute(),
      );
    },
    forget: async (before) => {
      await database.write((db) =>
        db.deleteFrom('remote_session').where('started_at', '<', before).where('is_over', '=', 1).execute(),
      );
    },
  };
}

function rowOf(session: SeenSession): Tables['remote_session'] {
  return {
    account_id: session.accountId,
    session_id: session.sessionId,
    from_addresses: JSON.stringify(session.from),
    to_addresses: JSON.stringify(session.to),
    started_at: session.startedAt,
    is_over: Number(session.isOver),
    ended_at: session.endedAt,
    comment: session.comment,
    standing: session.standing,
    request_id: session.requestId,
    because: session.because,
    suggested: JSON.stringify(session.suggested),
    is_told: Number(session.isTold),
    close_asked_at: session.closeAskedAt,
    first_seen_at: session.firstSeenAt,
  };
}

const list = (json: string): readonly string[] => JSON.parse(json) as readonly string[];

function sessionOf(row: Selectable<Tables['remote_session']>): SeenSession {
  return {
    accountId: row.account_id,
    sessionId: row.session_id,
    from: list(row.from_addresses),
    to: list(row.to_addresses),
    startedAt: row.started_at,
    isOver: row.is_over === 1,
    endedAt: row.ended_at,
    comment: row.comment,
    standing: row.standing,
    requestId: row.request_id,
    because: row.because,
    suggested: list(row.suggested),
    isTold: row.is_told === 1,
    closeAskedAt: row.close_asked_at,
    firstSeenAt: row.first_seen_at,
  };
}
