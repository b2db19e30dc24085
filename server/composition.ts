import type { Server } from 'node:http';
import type { CorePorts } from '../core/use-cases/core-ports.ts';
import { deliveryPart } from './composition/deliveries.ts';
import { type Foundation, layFoundation } from './composition/foundation.ts';
import { jobs } from './composition/jobs.ts';
import { launchAnyDesk, launchInDemo } from './composition/launch.ts';
import { panelInboxes } from './composition/panel-inboxes.ts';
import { privacyPart } from './composition/privacy.ts';
import { clientSearch } from './composition/client-search.ts';
import { sessionWatch, watchDeps } from './composition/session-watch.ts';
import { ticketLooks } from './composition/ticket-looks.ts';
import { mounts } from './composition/web.ts';
import type { Config } from './config.ts';
import type { DemoDesk } from './demo/demo-desk.ts';
import { demoIfWanted } from './demo/demo-if-wanted.ts';
import { createApp } from './http/app.ts';
import { listen, stopListening } from './http/http-server.ts';
import { helpDeskChannel, MAIL_CHANNEL, remoteToolChannel } from './deliveries/delivery-channel.ts';
import { SMS_CHANNEL } from './deliveries/sms/plan-sms.ts';
import { systemTimers } from './deliveries/dispatch/timers.ts';
import type { Dispatcher } from './deliveries/dispatcher.ts';
import { createErrorPage } from './pages/error-page.ts';
import { createCurrentMailer } from './mail/current-mailer.ts';
import { createPanelWatches } from './panels/panel-watches.ts';
import { type Schedules, startSchedules } from './schedules/schedules.ts';
import { randomIds } from './world.ts';

/** A running server. */
export type RunningServer = {
  readonly url: string;
  readonly demo: DemoDesk | null;
  /** Where the first admin makes his account; null once there is one. */
  readonly firstAdminUrl: string | null;
  readonly madeKey: boolean;
  /** Lets everything finish that has begun, for at most 10 seconds. */
  stop(): Promise<void>;
};

/** Puts the parts together and starts them. The only place, with its folder, that names adapters of other companies' systems. */
export async function startServer(config: Config): Promise<RunningServer> {
  return startOn(await layFoundation(config));
}

/** The same on a foundation that is laid already; the server closes it when it stops, or when it cannot start. */
export async function startOn(foundation: Foundation): Promise<RunningServer> {
  let demo: DemoDesk | null = null;
  try {
    demo = await demoIfWanted(foundation);
    return await startParts(foundation, demo);
  } catch (error) {
    // Its processes would keep a server alive that never came to be.
    await demo?.stop();
    await foundation.close();
    throw error;
  }
}

async function startParts(foundation: Foundation, demo: DemoDesk | null): Promise<RunningServer> {
  const { config, log, clock, live, store, people } = foundation;
  const mailer = createCurrentMailer(people.mailSettings, () => demo?.mailSettings ?? null);
  const delivery = await deliveryPart(foundation, mailer);
  const core: CorePorts = {
    unitOfWork: store.unitOfWork,
    planner: delivery.planner,
    changes: live,
    clock,
    ids: randomIds,
  };
  const delivering = delivery.start(core);
  const { dispatcher, sweep } = delivering;
  const looks = ticketLooks(foundation, core);
  const { hints, ticketFacts, access } = looks;
  const watches = createPanelWatches({
    clock,
    timers: systemTimers,
    live,
    onLearned: (listener) => ticketFacts.onLearned(listener),
  });
  const watching = watchDeps(foundation, core);
  const inboxes = panelInboxes(foundation, { core, delivery, delivering, hints, watching });
  const sessions = sessionWatch(foundation, watching, demo?.watchPace);
  const clients = clientSearch(foundation, core);
  const privacy = privacyPart(foundation, core);
  const stopping = { value: false };
  const launch = demo === null ? launchAnyDesk : launchInDemo(demo);
  const parts = {
    foundation,
    core,
    delivery,
    delivering,
    hints,
    ticketFacts,
    access,
    inboxes,
    watches,
    watching,
    privacy,
    launch,
    demoMailbox: demo?.mailSettings ?? null,
    isStopping: () => stopping.value,
  };
  const app = createApp(config, log, [...mounts(parts), ...(demo?.mounts ?? [])], createErrorPage(foundation.pages));
  const { server } = await listen(app, config.host, config.port);
  await demo?.begin();
  for (const { installationId, agentIds } of demo?.agents ?? []) await looks.meetAgents(installationId, agentIds);
  dispatcher.start();
  inboxes.start();
  sessions.start();
  clients.start();
  live.subscribe(() => dispatcher.wake());
  goOnWhenMended(foundation, dispatcher);
  const leases = store.engine === 'postgres' ? store.leases : null;
  const schedules = startSchedules(jobs(foundation, core, hints, sweep, privacy), {
    leases,
    owner: foundation.owner,
    clock,
    log,
  });
  const token = await people.entrance.firstAdminToken();
  return {
    url: config.publicUrl,
    demo,
    firstAdminUrl: token === null ? null : `${config.publicUrl}/console/first-admin/${token}`,
    madeKey: foundation.madeKey,
    stop: async () => {
      stopping.value = true;
      watches.stop();
      await stopAll({ server, schedules, looks, inboxes, sessions, clients, dispatcher, demo, foundation });
    },
  };
}

/** New credentials or settings end a pause at once instead of at its next try. */
function goOnWhenMended({ people, log }: Foundation, dispatcher: Dispatcher): void {
  const resume = (channel: string): void => {
    dispatcher.resume(channel).catch((error: unknown) => log.error({ err: error, channel }, 'a pause was not ended'));
  };
  people.installations.onChanged((installationId) => resume(helpDeskChannel(installationId)));
  people.remoteAccounts.onChanged((accountId) => resume(remoteToolChannel(accountId)));
  people.mailSettings.onChanged(() => resume(MAIL_CHANNEL.prefix));
  people.smsSettings.onChanged(() => resume(SMS_CHANNEL.prefix));
}

/** Longer than each part takes to stop by itself. A help desk that hangs must not hold up the end. */
const STOP_MS = 8500;

/** What takes in work stops first, what carries it out next, what keeps it last. */
async function stopAll(parts: {
  readonly server: Server;
  readonly schedules: Schedules;
  readonly looks: { stop(): Promise<unknown> };
  readonly inboxes: { stop(): Promise<void> };
  readonly sessions: { stop(): Promise<void> };
  readonly clients: { stop(): Promise<void> };
  readonly dispatcher: { stop(): Promise<void> };
  readonly demo: DemoDesk | null;
  readonly foundation: Foundation;
}): Promise<void> {
  const { server, schedules, looks, inboxes, sessions, clients, dispatcher, demo, foundation } = parts;
  await atMost(
    STOP_MS,
    Promise.all([
      stopListening(server),
      schedules.stop(),
      looks.stop(),
      inboxes.stop(),
      sessions.stop(),
      clients.stop(),
      dispatcher.stop(),
    ]),
  );
  await demo?.stop();
  await foundation.close();
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
