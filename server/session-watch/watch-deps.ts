import type { SessionRecordsOf } from '../../core/ports/session-records.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import type { RequestReader } from '../storage/store.ts';
import type { AgentDevices } from './agent-devices.ts';
import type { RemoteAccounts } from './remote-accounts.ts';
import type { SeenSessions } from './seen-sessions.ts';
import type { SignNews } from './sign-news.ts';
import type { WatchStore } from './watch-store.ts';

/** What looking for sessions takes. */
export type WatchDeps = {
  readonly core: CorePorts;
  readonly requests: Pick<RequestReader, 'find'>;
  readonly accounts: RemoteAccounts;
  readonly devices: AgentDevices;
  readonly watches: WatchStore;
  readonly sessions: SeenSessions;
  readonly records: SessionRecordsOf;
  /** Called after each look, and when a session was settled by hand. */
  readonly signNews: SignNews;
  readonly newId: () => string;
  /** Comments that this process has told already, so that each look need not ask the store. */
  readonly told: Set<string>;
};
