import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { CorePorts } from '../../../core/use-cases/core-ports.ts';
import type { LiveUpdates } from '../../live/live-updates.ts';
import type { Links } from '../../links.ts';
import type { Pages } from '../../pages/pages.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { InstallationAdmin, PresenceStore, RequestReader } from '../../storage/store.ts';

/** What the join page needs from the rest of the server. */
export type JoinDeps = {
  readonly core: CorePorts;
  readonly requests: Pick<RequestReader, 'find' | 'changedSince'>;
  readonly installations: Pick<InstallationAdmin, 'find'>;
  readonly presence: Pick<PresenceStore, 'markSeen' | 'recordLinkFetch'>;
  readonly links: Links;
  readonly keys: KeyRing;
  readonly live: LiveUpdates;
  readonly remoteTool: Pick<RemoteTool, 'readAddress' | 'showAddress'>;
  readonly pages: Pages;
  /** Origin of our pages, without a trailing slash. */
  readonly publicUrl: string;
  /** Told of every fault that became an error page. */
  readonly report: (error: unknown) => void;
  /** Requests a minute from one network address; generous, as an office shares one. */
  readonly limits?: JoinLimits;
};

export type JoinLimits = {
  readonly allPerMinute: number;
  /** Links that open nothing, counted over ten minutes: guessing is hopeless anyway, this keeps it cheap for us. */
  readonly missesPerTenMinutes: number;
};

export const DEFAULT_JOIN_LIMITS: JoinLimits = { allPerMinute: 600, missesPerTenMinutes: 100 };
