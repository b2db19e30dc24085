import type { SmsState } from '../../core/ports/sms.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { Database } from '../storage/database.ts';
import { type CapReached, capReached, type SmsCaps } from './sms-caps.ts';
import type { SmsTables } from './sms-table.ts';

export type SmsRecord = {
  readonly attemptId: string;
  readonly deliveryId: string;
  readonly requestId: string;
  readonly remoteId: string | null;
  readonly state: SmsTables['sms_message']['state'];
  readonly because: string;
};

export type SmsStart = {
  readonly attemptId: string;
  readonly deliveryId: string;
  readonly requestId: string;
  /** E.164. */
  readonly number: string;
  readonly at: EpochMs;
};

/** What was sent by SMS: for the limits, for what became of each message, and who wants none. */
export type SmsBook = {
  /** Counts a message before it is sent; null: go ahead. Called by one sender at a time. */
  begin(start: SmsStart, caps: SmsCaps): Promise<CapReached | 'stopped' | null>;
  /** It was certainly not sent, so it does not count. */
  takeBack(attemptId: string): Promise<void>;
  taken(attemptId: string, remoteId: string): Promise<void>;
  /** Notes what the service tells. Returns the message when this is the first final news of it, else null. */
  progress(news: {
    readonly reference: string;
    readonly remoteId: string;
    readonly state: SmsState;
    readonly because: string;
  }): Promise<SmsRecord | null>;
  /** The newest attempt of a delivery. */
  latest(deliveryId: string): Promise<SmsRecord | null>;
  stop(number: string, at: EpochMs): Promise<void>;
  start(number: string): Promise<void>;
};

const PURPOSE = 'sms-number';

export function createSmsBook(database: Database, keys: KeyRing): SmsBook {
  const hashOf = (number: string): string => keys.mac(PURPOSE, number).toString('base64url');
  return {
    begin: ({ number, attemptId, deliveryId, requestId, at }, caps) =>
      database.write(async (db) => {
        const numberHash = hashOf(number);
        const stopped = await db.selectFrom('sms_stop').select('at').where('number_hash', '=', numberHash).execute();
        if (stopped.length > 0) return 'stopped';
        const reached = await capReached(db, numberHash, at, caps);
        if (reached !== null) return reached;
        const ids = { attempt_id: attemptId, delivery_id: deliveryId, request_id: requestId };
        const begun = { number_hash: numberHash, at, remote_id: null, state: 'begun', because: '' } as const;
        await db
          .insertInto('sms_message')
          .values({ ...ids, ...begun })
          .execute();
        return null;
      }),
    takeBack: async (attemptId) => {
      await database.write(async (db) => {
        await db.deleteFrom('sms_message').where('attempt_id', '=', attemptId).where('state', '=', 'begun').execute();
      });
    },
    taken: async (attemptId, remoteId) => {
      await database.write(async (db) => {
        const row = db.updateTable('sms_message').where('attempt_id', '=', attemptId).where('remote_id', 'is', null);
        await row.set({ remote_id: remoteId }).execute();
      });
    },
    progress: ({ reference, remoteId, state, because }) =>
      database.write(async (db) => {
        const row = await db
          .updateTable('sms_message')
          .set({ state, because, remote_id: remoteId })
          .where('attempt_id', '=', reference)
          // News may come twice and in any order; the first end is the end.
          .where('state', 'not in', ['delivered', 'lost'])
          .where((where) => where.or([where('remote_id', 'is', null), where('remote_id', '=', remoteId)]))
          .returningAll()
          .executeTakeFirst();
        return row === undefined || state === 'under-way' ? null : recordOf(row);
      }),
    latest: async (deliveryId) => {
      const rows = database.read.selectFrom('sms_message').selectAll().where('delivery_id', '=', deliveryId);
      const row = await rows.orderBy('at', 'desc').orderBy('attempt_id').limit(1).executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    stop: async (number, at) => {
      await database.write(async (db) => {
        const row = db.insertInto('sms_stop').values({ number_hash: hashOf(number), at });
        await row.onConflict((conflict) => conflict.column('number_hash').doNothing()).execute();
      });
    },
    start: async (number) => {
      await database.write(async (db) => {
        await db.deleteFrom('sms_stop').where('number_hash', '=', hashOf(number)).execute();
      });
    },
  };
}

function recordOf(row: SmsTables['sms_message']): SmsRecord {
  const { attempt_id: attemptId, delivery_id: deliveryId, request_id: requestId, remote_id: remoteId } = row;
  return { attemptId, deliveryId, requestId, remoteId, state: row.state, because: row.because };
}
