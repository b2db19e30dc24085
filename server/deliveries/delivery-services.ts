import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import type { SessionRecordsOf } from '../../core/ports/session-records.ts';
import type { InstallationStore } from '../../core/ports/stores.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { ProposeAssets } from '../address-search/asset-look.ts';
import type { InvitationNews } from '../invitations/invitation-news.ts';
import type { Links } from '../links.ts';
import type { NoticeService } from '../notices/notice-port.ts';
import type { AgentDirectory } from '../people/agent-directory.ts';
import type { RequestSignsReader } from '../session-watch/request-signs.ts';
import type { SmsService } from '../sms/sms-service.ts';
import type { RequestReader } from '../storage/store.ts';
import type { EarlierDeliveries } from './delivery-store.ts';
import type { Trouble } from './delivery-trouble.ts';
import type { MailTexts } from './mail-view.ts';
import type { Texts } from '../texts/texts.ts';
import type { PostWebhook } from './webhook/post-webhook.ts';
import type { OutgoingWebhooks } from './webhook/outgoing-webhooks.ts';

/** What kinds may use while they send. Nothing of it names a vendor. */
export type DeliveryServices = {
  readonly helpDesks: HelpDesks;
  /** The remote tool's own books of sessions, by account. */
  readonly sessionRecords: SessionRecordsOf;
  /** The mailer as set up now. */
  readonly mailer: Mailer;
  readonly sms: Pick<SmsService, 'current' | 'book' | 'tellEnd'>;
  /** Notices to agents. */
  readonly notices: NoticeService;
  readonly webhooks: OutgoingWebhooks;
  readonly postWebhook: PostWebhook;
  /** Texts in the language that a reader of the BCP 47 tag reads best. */
  readonly texts: (language: string) => Texts;
  readonly mailTexts: MailTexts;
  readonly links: Pick<Links, 'joinUrl' | 'connectUrl'>;
  readonly directory: Pick<AgentDirectory, 'queues'>;
  readonly clock: Clock;
  readonly installations: InstallationStore;
  readonly requests: Pick<RequestReader, 'find' | 'events' | 'ofTicket'>;
  readonly earlier: EarlierDeliveries;
  /** The ticket's address for e-mail replies; null when it is not known. Answers within seconds, whatever the help desk does. */
  readonly replyAddress: (installationId: string, ticketId: string) => Promise<string | null>;
  /** Whether the help desk lets the agent of this address see the ticket; false when that is not known. */
  readonly mayHear: (installationId: string, ticketId: string, email: string) => Promise<boolean>;
  /** What else of the request could not be delivered; the copy for panels is left out. */
  readonly trouble: (requestId: string) => Promise<readonly Trouble[]>;
  /** What else stands beside a request in panels. */
  readonly signs: Pick<RequestSignsReader, 'of'>;
  /** Keeps the devices of a request's ticket with it, as far as they have an address. */
  readonly proposeAssets: ProposeAssets;
  /** Right-hand side of Message-IDs. */
  readonly mailDomain: string;
  /** Tells the request's log what became of an invitation. The same `reference` twice is one entry. */
  readonly recordInvitation: (news: InvitationNews) => Promise<void>;
};
