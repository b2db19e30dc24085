import { randomUUID } from 'node:crypto';
import type { DeliveryPlanner } from '../../core/ports/delivery-planner.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { DISPATCH_SETTINGS } from '../deliveries/dispatch/settings.ts';
import { systemTimers } from '../deliveries/dispatch/timers.ts';
import type { DeliveryKind, PlanContext } from '../deliveries/delivery-kind.ts';
import type { DeliveryServices } from '../deliveries/delivery-services.ts';
import { createDispatcher, type Dispatcher } from '../deliveries/dispatcher.ts';
import { loadKinds } from '../deliveries/load-kinds.ts';
import { randomMark } from '../deliveries/marker.ts';
import type { NoticeService } from '../notices/notice-port.ts';
import { createNoticeService } from '../notices/notice-service.ts';
import { RECORD_KIND } from '../deliveries/record/record-delivery.ts';
import { planDeliveries } from '../deliveries/plan-deliveries.ts';
import { type Deliveries, openDeliveries } from '../deliveries/store/open-deliveries.ts';
import { createSweep } from '../deliveries/sweep.ts';
import { createPostWebhook } from '../deliveries/webhook/post-webhook.ts';
import { newId } from '../secrets/secret-token.ts';
import { createMayHear } from '../tickets/may-hear.ts';
import { ticketMemory } from '../storage/ticket-memory.ts';
import { createMailTexts } from '../texts/mail-texts.ts';
import { texts } from '../texts/texts.ts';
import type { Foundation } from './foundation.ts';
import { deliveryTrouble } from '../deliveries/delivery-trouble.ts';
import { createAgentDirectory } from '../people/agent-directory.ts';
import { remoteTools } from './remote-tools.ts';
import { createReplyAddresses } from './reply-addresses.ts';
import { bounceDelivery } from '../deliveries/store/bounce-delivery.ts';
import { createNoteBounce } from '../invitations/bounces.ts';
import { createHearReport } from '../invitations/hear-report.ts';
import type { InvitationNews } from '../invitations/invitation-news.ts';
import { createProposeAssets } from '../address-search/asset-look.ts';
import { createRecordInvitation } from '../invitations/record-invitation.ts';
import type { SmsService } from '../sms/sms-service.ts';
import { smsService } from './sms.ts';

const WEBHOOK_TIMEOUT_MS = 15_000;
/** The whole server has to be gone within 10 seconds. */
const STOP_MS = 7000;
/** On SQLite no second server can run on the file: after a crash the next process goes on at once under the same name. */
const ONLY_PROCESS = 'this-server';

export type DeliveryPart = {
  readonly planner: DeliveryPlanner;
  readonly deliveries: Deliveries;
  readonly mailer: Mailer;
  /** The core needs the planner, and what delivers needs the core: this comes second. */
  start(core: CorePorts): StartedDeliveries;
};

export type StartedDeliveries = {
  readonly dispatcher: Dispatcher;
  readonly services: DeliveryServices;
  readonly sms: SmsService;
  /** Carries out what a mail server reports of a mail. */
  readonly hearReport: ReturnType<typeof createHearReport>;
  readonly sweep: () => Promise<unknown>;
};

export async function deliveryPart(foundation: Foundation, mailer: Mailer): Promise<DeliveryPart> {
  const { store, people } = foundation;
  const kinds = await loadKinds();
  const context: PlanContext = {
    newId,
    newMark: () => randomMark(),
    webhooksOf: (installationId) => people.webhookListeners.of(installationId),
  };
  const deliveries = openDeliveries(store.database);
  return {
    planner: planDeliveries(kinds.values(), context),
    deliveries,
    mailer,
    start: (core) => {
      const { database } = store;
      const record = recorderOf(foundation, core);
      const noteBounce = createNoteBounce(
        (deliveryId, because) => bounceDelivery(database, deliveryId, because, foundation.clock.now()),
        record,
      );
      const sms = smsService(foundation, { noteBounce, record });
      const services = { ...servicesOf(foundation, deliveries, mailer, core), sms };
      const find = (id: string) => deliveries.reader.find(id);
      const hearReport = createHearReport({ find, noteBounce, record, mailDomain: services.mailDomain });
      return { ...started(foundation, kinds, deliveries, services), sms, hearReport };
    },
  };
}

function started(
  foundation: Foundation,
  kinds: ReadonlyMap<string, DeliveryKind>,
  deliveries: Deliveries,
  services: DeliveryServices,
): Pick<StartedDeliveries, 'dispatcher' | 'services' | 'sweep'> {
  const { store, clock, log, config, owner } = foundation;
  const dispatcher = createDispatcher({
    ...deliveries,
    leases: store.leases,
    owner: store.engine === 'sqlite' ? ONLY_PROCESS : owner,
    kinds,
    services,
    clock,
    timers: systemTimers,
    settings: { ...DISPATCH_SETTINGS, stopMs: STOP_MS, settleMs: config.settleMs },
    random: Math.random,
    newId: randomUUID,
    report: ({ code, channel, error }) => log.error({ err: error, code, channel }, 'a delivery failed unexpectedly'),
  });
  const wake = (channel: string): void => dispatcher.wake(channel);
  const sweep = createSweep({ queue: deliveries.sweepQueue, store: deliveries.store, kinds, services, wake });
  return { dispatcher, services, sweep };
}

function servicesOf(
  foundation: Foundation,
  deliveries: Deliveries,
  mailer: Mailer,
  core: CorePorts,
): Omit<DeliveryServices, 'sms'> {
  const { store, people, helpDesks, sessionRecords, links, clock, pages, config } = foundation;
  const onRightsChanged = (listener: () => void): void => {
    people.admin.onRightsChanged(listener);
  };
  const trouble = deliveryTrouble(deliveries.reader);
  const tickets = ticketMemory(store.database.readSession);
  return {
    helpDesks,
    sessionRecords,
    mailer,
    webhooks: people.webhookListeners,
    postWebhook: createPostWebhook({ allowLoopback: config.allowLoopback, timeoutMs: WEBHOOK_TIMEOUT_MS }),
    texts,
    mailTexts: createMailTexts(pages),
    links,
    directory: createAgentDirectory({ ...people, onRightsChanged }, clock),
    clock,
    installations: { find: async (id) => (await store.installations.find(id))?.installation ?? null },
    requests: store.requests,
    earlier: deliveries.earlier,
    replyAddress: createReplyAddresses(helpDesks, clock),
    mayHear: createMayHear({ helpDesks, clock, recall: (...ticket) => tickets.recall(...ticket) }),
    signs: foundation.signs,
    trouble: async (requestId) =>
      ((await trouble.of([requestId])).get(requestId) ?? []).filter(({ kind }) => kind !== RECORD_KIND),
    proposeAssets: createProposeAssets({
      core,
      requests: store.requests,
      installations: { find: async (id) => (await store.installations.find(id))?.installation ?? null },
      remoteTool: remoteTools,
    }),
    mailDomain: new URL(config.publicUrl).hostname,
    notices: noticesOf(foundation),
    recordInvitation: recorderOf(foundation, core),
  };
}

function noticesOf({ store, people, live, clock, pages, config }: Foundation): NoticeService {
  return createNoticeService({
    ...people,
    database: store.database,
    choices: people.noticeChoices,
    browser: people.browserNotices,
    pages,
    announce: (change) => live.announce(change),
    now: () => clock.now(),
    allowLoopback: config.allowLoopback,
  });
}

function recorderOf({ store, people }: Foundation, core: CorePorts): (news: InvitationNews) => Promise<void> {
  const requests = {
    find: (id: string) => store.requests.find(id),
    events: (id: string) => store.requests.events(id, 0),
  };
  const installations = { find: async (id: string) => (await store.installations.find(id))?.installation ?? null };
  return createRecordInvitation({ core, requests, installations, settings: people.invitationSettings });
}
