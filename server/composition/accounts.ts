import type { Clock } from '../../core/ports/world.ts';
import { createOAuth, type OAuth } from '../oauth/create-oauth.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Store } from '../storage/store.ts';
import { type AppInstalls, createAppInstalls } from '../app-install/app-installs.ts';
import { createAuditedWrite } from '../storage/audited-write.ts';
import { createEntrance, type Entrance } from '../people/entrance.ts';
import { createInstallSecrets, type InstallSecrets } from '../installations/install-secrets.ts';
import { createInstallations, type Installations } from '../installations/installations.ts';
import { createMailSettings, type MailSettingsStore } from '../mail/mail-settings.ts';
import { createKeepNumber, type KeepNumber } from '../sms/kept-number.ts';
import { createSmsSettings, type SmsSettingsStore } from '../sms/sms-settings.ts';
import { createInvitationSettings, type InvitationSettingsStore } from '../invitations/invitation-settings.ts';
import { createReportSecret, type ReportSecret } from '../mail/report-secret.ts';
import { createOwnAccount, type OwnAccount } from '../people/own-account.ts';
import { createPeopleAdmin, type PeopleAdmin } from '../people/people-admin.ts';
import { createPersons, type Persons } from '../people/persons.ts';
import { type BrowserNotices, createBrowserNotices } from '../notices/browser-notices.ts';
import { createNoticeChoices, type NoticeChoices } from '../notices/notice-choices.ts';
import { createWhereabouts, type Whereabouts } from '../notices/whereabouts.ts';
import { createQueues, type Queues } from '../people/queues.ts';
import { type AgentDevices, createAgentDevices } from '../session-watch/agent-devices.ts';
import { createRemoteAccounts, type RemoteAccounts } from '../session-watch/remote-accounts.ts';
import { createWebhookListeners, type WebhookListeners } from '../deliveries/webhook/webhook-listeners.ts';
import { createWebhookEndpoints, type WebhookEndpoints } from '../deliveries/webhook/webhook-endpoints.ts';

/** Who works here, and what an admin has set up. */
export type People = {
  readonly persons: Persons;
  readonly entrance: Entrance;
  readonly ownAccount: OwnAccount;
  readonly admin: PeopleAdmin;
  readonly queues: Queues;
  readonly installations: Installations;
  readonly installSecrets: InstallSecrets;
  /** Sign-in for the apps inside the help desks. */
  readonly oauth: OAuth;
  readonly appInstalls: AppInstalls;
  readonly mailSettings: MailSettingsStore;
  readonly smsSettings: SmsSettingsStore;
  readonly keepNumber: KeepNumber;
  readonly reportSecret: ReportSecret;
  readonly invitationSettings: InvitationSettingsStore;
  /** Accounts at the remote tool, and whose devices are whose there. */
  readonly remoteAccounts: RemoteAccounts;
  readonly agentDevices: AgentDevices;
  /** How each person wants to hear of things, who is at work, and what waits for open consoles. */
  readonly noticeChoices: NoticeChoices;
  readonly whereabouts: Whereabouts;
  readonly browserNotices: BrowserNotices;
  readonly webhooks: WebhookEndpoints;
  /** For the deliveries: who listens, from memory. */
  readonly webhookListeners: WebhookListeners;
};

export type PeopleDeps = {
  readonly store: Pick<Store, 'database' | 'installations'>;
  readonly vault: Vault;
  readonly clock: Clock;
};

export async function createPeople({ store, vault, clock }: PeopleDeps): Promise<People> {
  const { database } = store;
  const audited = createAuditedWrite(database, clock);
  const admin = createPeopleAdmin(audited);
  const webhooks = createWebhookEndpoints(database, audited, vault);
  const smsSettings = createSmsSettings(database, audited, vault);
  const noticeChoices = createNoticeChoices(database, audited, vault);
  return {
    persons: createPersons(database),
    entrance: createEntrance(database, audited, clock),
    ownAccount: createOwnAccount(database, audited),
    admin,
    queues: createQueues(database, audited, (personId) => admin.announceRights(personId)),
    installations: createInstallations(store.installations, audited, vault, clock),
    installSecrets: createInstallSecrets(database, audited, vault),
    oauth: createOAuth(database, audited, clock),
    appInstalls: createAppInstalls({ database, audited, clock }),
    mailSettings: createMailSettings(database, audited, vault),
    smsSettings,
    keepNumber: createKeepNumber(smsSettings),
    reportSecret: createReportSecret(database, audited),
    invitationSettings: createInvitationSettings(database, audited),
    remoteAccounts: createRemoteAccounts(database, audited, vault),
    agentDevices: createAgentDevices(database, audited),
    noticeChoices,
    whereabouts: createWhereabouts(database, noticeChoices, clock),
    browserNotices: createBrowserNotices(database),
    webhooks,
    webhookListeners: await createWebhookListeners(webhooks),
  };
}
