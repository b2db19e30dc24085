import type { EpochMs, RemoteAddress } from '../session-request/values.ts';
import type { Answer, Finding } from './answer.ts';

/** A remote session as the remote tool itself recorded it. All times are by our own clock. */
export type SessionRecord = {
  /** The tool's own id of it, to be kept and given back as it is. */
  readonly id: string;
  /** Every address of the calling device that the record names. */
  readonly from: readonly RemoteAddress[];
  /** The same of the device that was called. */
  readonly to: readonly RemoteAddress[];
  readonly startedAt: EpochMs;
  readonly state: { readonly kind: 'running' } | { readonly kind: 'over'; readonly endedAt: EpochMs | null };
  /** What somebody wrote on it there; empty for nothing. */
  readonly comment: string;
};

/** What was found of the sessions asked for. */
export type SessionList = {
  /** Oldest first, each once. */
  readonly sessions: readonly SessionRecord[];
  /** Records that were there and could not be read; nothing may be concluded of a session that is missing beside them. */
  readonly unreadable: number;
  /** False when there were more than could be fetched. */
  readonly isComplete: boolean;
};

/** A device that belongs to the account. */
export type OnlineClient = { readonly address: RemoteAddress; readonly onlineSince: EpochMs };

/** What was found of the devices asked for. */
export type ClientList<Client> = {
  readonly clients: readonly Client[];
  /** False when there were more than could be fetched, or some that could not be read. */
  readonly isComplete: boolean;
};

/** The remote tool's own book of sessions, for one account of ours there. */
export type SessionRecords = {
  /** Sessions that began at or after `since`, running ones and past ones. */
  list(since: EpochMs): Promise<Answer<SessionList>>;
  /** One session; null when the tool knows none of this id. */
  find(sessionId: string): Promise<Answer<SessionRecord | null>>;
  /** Writes the comment on a session in place of the one there. The same text twice is the same as once. */
  comment(sessionId: string, text: string): Promise<Answer<null>>;
  /** Ends a running session, whoever takes part in it. One that is over already is a good answer too. */
  close(sessionId: string): Promise<Answer<'closed' | 'was-over'>>;
  /** The devices of the account that are online now. */
  onlineClients(): Promise<Answer<ClientList<OnlineClient>>>;
  /** Every device of the account, online or not. */
  knownClients(): Promise<Answer<ClientList<RemoteAddress>>>;
  /** Tries credentials, rights, clock and the clients on these devices without changing anything. */
  verify(devices: readonly RemoteAddress[]): Promise<readonly Finding[]>;
};

/** Finds the book of an account; null when it is gone or cannot be opened. */
export type SessionRecordsOf = {
  of(accountId: string): Promise<SessionRecords | null>;
};
