import type { Person } from '../../../../core/people/rights.ts';
import type { SessionRecords, SessionRecordsOf } from '../../../../core/ports/session-records.ts';
import type { RemoteAddress } from '../../../../core/session-request/values.ts';
import type { Attached } from '../../../session-watch/attach-session.ts';
import type { ConnectDeps } from '../../connect/connect-deps.ts';
import type { SessionName } from '../../../session-watch/external-id.ts';
import type { RequestSignsReader } from '../../../session-watch/request-signs.ts';
import type { SeenSession } from '../../../session-watch/seen-sessions.ts';

/** An account at the remote tool as the admin typed it. */
export type TypedRemoteAccount = {
  readonly address: string;
  readonly licenseId: string;
  readonly apiPassword: string;
};

/** What the console needs for the remote tool's accounts and sessions. */
export type RemoteDeps = {
  /** The REST API's address, AnyDesk's cloud for nothing typed; null when the text is none. */
  readonly readApiAddress: (text: string) => string | null;
  /** The book of an account that is only being tried; null when its address may not be asked. */
  readonly recordsFor: (account: TypedRemoteAccount) => SessionRecords | null;
  readonly records: SessionRecordsOf;
  readonly signs: Pick<RequestSignsReader, 'of'>;
  /** How a person's client is started, to try it. */
  readonly launch: ConnectDeps['launch'];
  /** Told of a client that cannot be started, which became a sentence. */
  readonly report: ConnectDeps['report'];
  /** Every agent's devices, for the account check. */
  readonly agentDevices: () => Promise<readonly RemoteAddress[]>;
  readonly unmatched: () => Promise<readonly SeenSession[]>;
  readonly attach: (
    person: Person,
    name: SessionName,
    requestId: string,
    note: (session: SeenSession) => string,
  ) => Promise<Attached>;
  /** False when there is no such session any more. */
  readonly dismiss: (person: Person, name: SessionName) => Promise<boolean>;
};
