import type { CorePorts } from '../../../core/use-cases/core-ports.ts';
import type { InstallationStore } from '../../../core/ports/stores.ts';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { AppInstalls } from '../../app-install/app-installs.ts';
import type { DeliveryTrouble } from '../../deliveries/delivery-trouble.ts';
import type { Links } from '../../links.ts';
import type { LiveUpdates } from '../../live/live-updates.ts';
import type { AgentDirectory } from '../../people/agent-directory.ts';
import type { Callers } from '../../people/callers.ts';
import type { AttachByPanel } from '../../panel-api/attach-by-panel.ts';
import type { RequestSignsReader } from '../../session-watch/request-signs.ts';
import type { KeepNumber } from '../../sms/kept-number.ts';
import type { RequestReader } from '../../storage/store.ts';
import type { PanelWatches } from '../../panels/panel-watches.ts';
import type { TicketAccess } from '../../tickets/ticket-access.ts';
import type { TicketFactsBook } from '../../tickets/ticket-facts.ts';

/** What the API needs of the rest of the server. */
export type ApiDeps = {
  readonly core: CorePorts;
  readonly reader: RequestReader;
  readonly installations: InstallationStore;
  readonly links: Links;
  readonly live: LiveUpdates;
  readonly remoteTool: Pick<RemoteTool, 'readAddress' | 'readSessionLink'>;
  readonly keepNumber: KeepNumber;
  readonly callers: Callers;
  readonly directory: AgentDirectory;
  readonly access: TicketAccess;
  readonly facts: Pick<TicketFactsBook, 'know'>;
  readonly watches: PanelWatches;
  readonly trouble: DeliveryTrouble;
  readonly signs: Pick<RequestSignsReader, 'of'>;
  /** A session belongs to this request, says an agent. */
  readonly attachSession: AttachByPanel;
  readonly resend: (deliveryId: string) => Promise<boolean>;
  readonly app: AppEvents;
};

/** What the app's own server part tells us, apart from its agents. */
export type AppEvents = {
  readonly installs: Pick<AppInstalls, 'installed' | 'uninstalled' | 'heard'>;
  /** Keeps the hint; the ticket is fetched afterwards. */
  hint(installationId: string, ticketId: string): Promise<void>;
  /** False: the app runs in another account than the one that we are connected to. */
  isSameAccount(installationId: string, domain: string | null): Promise<boolean>;
};
