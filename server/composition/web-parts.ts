import type { TicketAccess } from '../tickets/ticket-access.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import type { MailSettings } from '../mail/mail-settings.ts';
import type { PanelInboxes } from '../panel-inbox/panel-inboxes.ts';
import type { PanelWatches } from '../panels/panel-watches.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { WatchDeps } from '../session-watch/watch-deps.ts';
import type { TicketHints } from '../ticket-hints/ticket-hints.ts';
import type { TicketFactsBook } from '../tickets/ticket-facts.ts';
import type { DeliveryPart, StartedDeliveries } from './deliveries.ts';
import type { Foundation } from './foundation.ts';
import type { Launch } from './launch.ts';

/** What the parts of the server that speak HTTP are made of. */
export type WebParts = {
  readonly foundation: Foundation;
  readonly core: CorePorts;
  readonly delivery: DeliveryPart;
  readonly delivering: StartedDeliveries;
  readonly hints: TicketHints;
  readonly ticketFacts: TicketFactsBook;
  readonly access: TicketAccess;
  readonly inboxes: PanelInboxes;
  readonly watches: PanelWatches;
  readonly watching: WatchDeps;
  readonly privacy: Privacy;
  readonly launch: Launch;
  /** Where the demo's mails go while no mail server is set up; null outside of the demo. */
  readonly demoMailbox: MailSettings | null;
  readonly isStopping: () => boolean;
};
