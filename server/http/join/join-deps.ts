import type { InstallationSettings } from '../../../core/ports/installation.ts';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { CorePorts } from '../../../core/use-cases/core-ports.ts';
import type { LiveUpdates } from '../../live/live-updates.ts';
import type { JoinCodes } from '../../join-codes/join-codes.ts';
import type { Links } from '../../links.ts';
import type { Pages } from '../../pages/pages.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { InstallationAdmin, PresenceStore, RequestReader } from '../../storage/store.ts';
import type { StopEnds } from '../../session-watch/stop-ends.ts';
import type { QueueWaits } from '../../queue-waits/queue-waits.ts';

/** What the join page needs from the rest of the server. */
export type JoinDeps = {
  readonly core: CorePorts;
  readonly requests: Pick<RequestReader, 'find' | 'changedSince' | 'events' | 'list'>;
  readonly installations: Pick<InstallationAdmin, 'find'>;
  readonly presence: Pick<PresenceStore, 'markSeen' | 'recordLinkFetch'>;
  readonly links: Links;
  readonly waits: Pick<QueueWaits, 'typical'>;
  readonly stopEnds: StopEnds;
  readonly codes: Pick<JoinCodes, 'read' | 'make'>;
  readonly keys: KeyRing;
  readonly live: LiveUpdates;
  /** A number that was typed, as it is dialled from anywhere; null for what is none. */
  readonly readPhone: (typed: string, settings: InstallationSettings) => Promise<string | null>;
  readonly remoteTool: Pick<RemoteTool, 'readAddress' | 'showAddress'>;
  readonly pages: Pages;
  /** Origin of our pages, without a trailing slash. */
  readonly publicUrl: string;
  /** Told of every fault that became an error page. */
  readonly report: (error: unknown) => void;
  /** Requests a minute from one network address; 600 unless given. Generous, as an office shares one address. */
  readonly requestsPerMinute?: number;
};
