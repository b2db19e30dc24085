import type { Answer } from '../../../core/ports/answer.ts';
import type { HelpDesk, HelpDesks } from '../../../core/ports/help-desk.ts';
import type { Mailer } from '../../../core/ports/mailer.ts';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { CorePorts } from '../../../core/use-cases/core-ports.ts';
import type { ChannelPause, DeliveryQuery, DeliveryView, ResendAnswer } from '../../deliveries/delivery-store.ts';
import type { LiveUpdates } from '../../live/live-updates.ts';
import type { JoinCodes } from '../../join-codes/join-codes.ts';
import type { Links } from '../../links.ts';
import type { Pages } from '../../pages/pages.ts';
import type { People } from '../../composition/accounts.ts';
import type { MailSettings } from '../../mail/mail-settings.ts';
import type { Privacy } from '../../privacy/privacy.ts';
import type { Oidc } from '../../sign-in/oidc/oidc.ts';
import type { SmsAdapter } from '../../sms/current-sms.ts';
import type { SmsBook } from '../../sms/sms-book.ts';
import type { SignInService } from '../../sign-in/create-sign-in.ts';
import type { RemoteDeps } from './sessions/remote-deps.ts';
import type { OrgDeps } from './connectors/orgs/org-deps.ts';
import type { Page, Store } from '../../storage/store.ts';
import type { QueueWaits } from '../../queue-waits/queue-waits.ts';

/** An account as the admin typed it, before it is stored. `address` is as `readAddress` gave it. */
export type TypedAccount = { readonly address: string; readonly apiKey: string; readonly plan: string };

/** The help desk account's address; null when the text is none. */
export type ReadAddress = (text: string) => string | null;

/** What the console shows and does with deliveries. */
export type ConsoleDeliveries = {
  list(query: DeliveryQuery): Promise<Page<DeliveryView>>;
  resend(deliveryId: string): Promise<ResendAnswer>;
  /** Every parked delivery of a channel, at most 1,000; returns how many. */
  resendParked(channel: string): Promise<number>;
  /** Channels that pause, and why. */
  pauses(): Promise<readonly (ChannelPause & { readonly channel: string })[]>;
};

/** What the console does with the SMS service. */
export type ConsoleSms = {
  readonly senderFor: SmsAdapter['senderFor'];
  readonly book: Pick<SmsBook, 'begin' | 'takeBack'>;
  /** The origin that a text names; null where the account's token must not be sent to. */
  readonly readApiUrl: (text: string) => string | null;
};

export type ConsoleDeps = {
  readonly store: Pick<Store, 'database' | 'requests' | 'presence' | 'audit'>;
  readonly core: CorePorts;
  readonly people: People;
  readonly signIn: SignInService;
  readonly oidc: Oidc;
  readonly pages: Pages;
  readonly waits: Pick<QueueWaits, 'ofQueue'>;
  readonly links: Links;
  readonly codes: Pick<JoinCodes, 'make'>;
  readonly live: LiveUpdates;
  readonly helpDesks: HelpDesks;
  /** The adapter of an account that is only being tried. */
  readonly helpDeskFor: (account: TypedAccount, statusField: string | null) => HelpDesk;
  readonly orgs: OrgDeps;
  readonly remote: RemoteDeps;
  readonly privacy: Privacy;
  readonly mailerFor: (settings: MailSettings) => Mailer;
  /** Where the demo's mails go while no mail server is set up; null outside of the demo. */
  readonly demoMailbox: MailSettings | null;
  readonly sms: ConsoleSms;
  readonly readAddress: ReadAddress;
  /** Plans an account may have, the smallest first. */
  readonly plans: readonly string[];
  readonly remoteTool: Pick<RemoteTool, 'readAddress' | 'readSessionLink' | 'showAddress' | 'readDownload'>;
  readonly deliveries: ConsoleDeliveries;
  /** Sends one `test` event to an endpoint and says what came back. */
  readonly testWebhook: (endpointId: string) => Promise<Answer<unknown>>;
  /** Whether webhook endpoints and mail servers on this machine are fine, as for the demo. */
  readonly allowLoopback: boolean;
  readonly publicUrl: string;
};
