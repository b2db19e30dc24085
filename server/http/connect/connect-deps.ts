import type { RemoteClient } from '../../../core/ports/installation.ts';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import type { CorePorts } from '../../../core/use-cases/core-ports.ts';
import type { LiveUpdates } from '../../live/live-updates.ts';
import type { RequestSignsReader } from '../../session-watch/request-signs.ts';
import type { Pages } from '../../pages/pages.ts';
import type { OrgSignIns } from '../../sign-in/org/org-sign-ins.ts';
import type { SignIn } from '../../sign-in/sign-in.ts';
import type { InstallationAdmin, RequestReader } from '../../storage/store.ts';

/** What the agent's connect page needs from the rest of the server. */
export type ConnectDeps = {
  readonly core: CorePorts;
  readonly requests: Pick<RequestReader, 'find' | 'changedSince'>;
  readonly installations: Pick<InstallationAdmin, 'find'>;
  readonly signIn: SignIn;
  /** Told of every sign of life of an agent. */
  readonly seen: (personId: string) => void;
  /** Agents who sign in with their help desk account, and which pages are that account's own. */
  readonly orgSignIns: Pick<OrgSignIns, 'isOffered' | 'begin' | 'finish' | 'signedIn' | 'cookies'> & {
    readonly isPageOfOrg: (address: string, origin: string) => boolean;
  };
  /** Whether people may also sign in with a provider of the company. */
  readonly hasCompanyProvider: () => Promise<boolean>;
  readonly live: LiveUpdates;
  readonly remoteTool: Pick<RemoteTool, 'showAddress' | 'readAddress' | 'readSessionLink'>;
  /** The addresses of a person's own devices. */
  readonly devicesOf: (personId: string) => Promise<readonly RemoteAddress[]>;
  /** What AnyDesk's record lets one say of a request beside its status. */
  readonly signs: Pick<RequestSignsReader, 'of'>;
  readonly pages: Pages;
  /** How this person's client is started. Throws when the address or the client's settings cannot be used. */
  readonly launch: (address: RemoteAddress, client: RemoteClient, personId: string) => LaunchWays;
  /** Told of every fault that became a sentence on the page. */
  readonly report: (error: unknown) => void;
};

/** What a command starts the client for. */
export type CommandUse = 'plain' | 'fileTransfer' | 'fullScreen';

export type LaunchWays = {
  /** `anydesk:…`, or what was made of `template`; a page on this machine in the demo. */
  readonly url: string;
  /** Name of the help desk's own AnyDesk client; null where it is the usual one, or another tool. */
  readonly ownClient: string | null;
  /** Something else than AnyDesk is started, so that nothing of AnyDesk's can be advised. */
  readonly isOtherTool: boolean;
  /** The admin's template for another tool; absent for AnyDesk. */
  readonly template?: string;
  /** `system` is `windows`, `macos` or `linux`. */
  readonly commandLines: readonly { readonly system: string; readonly use: CommandUse; readonly line: string }[];
};
