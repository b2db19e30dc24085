import type { SessionRecords } from '../../core/ports/session-records.ts';
import type { EpochMs, RemoteAddress } from '../../core/session-request/values.ts';

/** What may go wrong with the next call that changes something. `slow`: longer than the adapter waits, but done. */
export type RecordsMishap = 'lost' | 'slow' | 'foreign-page' | 'server-error' | 'not-permitted';

/** A remote tool for one test, with ways to make things happen in it. */
export type SessionRecordsWorld = {
  readonly records: SessionRecords;
  readonly now: () => EpochMs;
  readonly agent: RemoteAddress;
  readonly otherAgent: RemoteAddress;
  readonly recipient: RemoteAddress;
  readonly recipientAlias: RemoteAddress;
  /** A session takes place; gives its id. Times by our clock. */
  happens(session: {
    readonly from: RemoteAddress;
    readonly startedAt: EpochMs;
    readonly endedAt?: EpochMs;
    readonly comment?: string;
  }): Promise<string>;
  /** Somebody ends the running session of the recipient's device. */
  ends(): Promise<void>;
  /** A device joins the account, online since `onlineSince`; null: it is not online. */
  joins(device: { readonly address: RemoteAddress; readonly onlineSince: EpochMs | null }): Promise<void>;
  commentOf(sessionId: string): Promise<string | null>;
  isRunning(sessionId: string): Promise<boolean>;
  /** Happens to the next call. */
  befall(mishap: RecordsMishap): Promise<void>;
  refuseCredentials(): Promise<void>;
  goAway(): Promise<void>;
  /** The tool's clock runs ahead of ours by so much; negative is not possible. */
  runAhead(ms: number): Promise<void>;
  /** The same things told in another way: ids as numbers, a running session's end as 0, lists out of order, rows that are no sessions. */
  tellOtherwise(): Promise<void>;
  /** Resources asked for so far. */
  readonly asked: () => Promise<readonly string[]>;
};

export type RecordsHere = () => SessionRecordsWorld;
