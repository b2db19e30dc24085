import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Router } from 'express';
import pino from 'pino';
import { anydesk } from '../../connectors/anydesk/src/anydesk.ts';
import { readFreshserviceAddress } from '../../connectors/freshservice/src/address.ts';
import { createFreshservice } from '../../connectors/freshservice/src/freshservice.ts';
import { PLANS, type Plan } from '../../connectors/freshservice/src/plan-limits.ts';
import type { Answer } from '../../core/ports/answer.ts';
import type { HelpDesk, HelpDesks } from '../../core/ports/help-desk.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import type { ChannelPause, DeliveryView } from '../../server/deliveries/delivery-store.ts';
import { createApp } from '../../server/http/app.ts';
import type { ConsoleDeliveries, TypedAccount } from '../../server/http/console/console-deps.ts';
import { consoleRoutes } from '../../server/http/console/console-routes.ts';
import { endEventStreams } from '../../server/http/event-stream.ts';
import { createLinks, type Links } from '../../server/links.ts';
import { orgSettings } from '../../core/ports/installation.ts';
import { consoleOrgs } from '../../server/composition/console-orgs.ts';
import { consoleRemote } from '../../server/composition/console-remote.ts';
import { launchAnyDesk } from '../../server/composition/launch.ts';
import { createSessionRecords } from '../../server/composition/session-records.ts';
import { watchDeps } from '../../server/composition/session-watch.ts';
import { createJoinCodes } from '../../server/join-codes/join-codes.ts';
import { consoleSms } from '../../server/composition/sms.ts';
import { orgSignIn } from '../../server/composition/org-sign-in.ts';
import { createLiveUpdates } from '../../server/live/live-updates.ts';
import type { MailSettings } from '../../server/mail/mail-settings.ts';
import { createSmtpMailer } from '../../server/mail/smtp-mailer.ts';
import { createPages } from '../../server/pages/pages.ts';
import { openCredentials } from '../../server/installations/credentials.ts';
import { openOrg } from '../../server/installations/org-credentials.ts';
import { createPeople, type People } from '../../server/composition/accounts.ts';
import { createKeyRing } from '../../server/secrets/key-ring.ts';
import { createPrivacy } from '../../server/privacy/privacy.ts';
import { createVault } from '../../server/secrets/vault.ts';
import { createAuditedWrite } from '../../server/storage/audited-write.ts';
import { createOidc, type Oidc } from '../../server/sign-in/oidc/oidc.ts';
import { createSignIn } from '../../server/sign-in/create-sign-in.ts';
import { createRequestSigns } from '../../server/session-watch/request-signs.ts';
import { createSeenSessions } from '../../server/session-watch/seen-sessions.ts';
import { openStore } from '../../server/storage/open-store.ts';
import type { InstallationRow, Store } from '../../server/storage/store.ts';
import { randomIds } from '../../server/world.ts';
import { createQueueWaits } from '../../server/queue-waits/queue-waits.ts';

/** The console over real HTTP on this machine, on a database of its own, with real sign-ins. */
export type ConsoleWorld = {
  readonly url: string;
  readonly store: Store;
  readonly people: People;
  readonly oidc: Oidc;
  /** What the operator's log would say about sign-ins with the provider. */
  readonly providerReports: readonly Readonly<Record<string, string>>[];
  readonly core: CorePorts;
  readonly links: Links;
  /** As it is mounted, for tests that look at its routes. */
  readonly router: Router;
  /** Deliveries that the console sees; what it asks to be sent again lands in `resent`. */
  readonly deliveries: DeliveryView[];
  readonly resent: string[];
  readonly pauses: (ChannelPause & { readonly channel: string })[];
  /** What the next test of a webhook answers. */
  webhookAnswer: Answer<unknown>;
  /** Faults that nobody expected. */
  readonly faults: unknown[];
  /** Moves the clock that everything here goes by. */
  advance(ms: number): void;
  now(): number;
  close(): Promise<void>;
};

export async function consoleWorld(demoMailbox: MailSettings | null = null): Promise<ConsoleWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-console-'));
  const store = await openStore({ databaseUrl: null, dataDir });
  const outer = express();
  const server = outer.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  let offset = 0;
  const clock = { now: () => Date.now() + offset };
  const keys = createKeyRing(Buffer.alloc(32, 5));
  const vault = createVault(keys);
  const live = createLiveUpdates();
  const people = await createPeople({ store, vault, clock });
  const core = { unitOfWork: store.unitOfWork, planner: { plan: () => [] }, changes: live, clock, ids: randomIds };
  const faults: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) });
  const links = createLinks(keys, url);
  const pages = createPages({ publicUrl: url });
  const providerReports: Readonly<Record<string, string>>[] = [];
  const oidc = createOidc({
    database: store.database,
    audited: createAuditedWrite(store.database, clock),
    vault,
    clock,
    publicUrl: url,
    allowLoopback: true,
    timeoutMs: 2000,
    announceRights: (personId) => people.admin.announceRights(personId),
    report: (reason) => void providerReports.push(reason),
  });
  const deliveries: DeliveryView[] = [];
  const resent: string[] = [];
  const pauses: (ChannelPause & { readonly channel: string })[] = [];
  const done: Answer<unknown> = { kind: 'done', value: null };
  const tests: { webhookAnswer: Answer<unknown> } = { webhookAnswer: done };
  const deskFor = (account: TypedAccount, statusField: string | null): HelpDesk =>
    createFreshservice({ ...account, plan: planOf(account.plan), now: clock.now, statusField, timeoutMs: 3000 });
  const orgDesk = (row: InstallationRow): Promise<HelpDesk> | null => {
    const credentials = openOrg(vault, row);
    const settings = orgSettings(row.installation.settings);
    return credentials === null ? null : orgs.deskFor({ address: row.address, credentials }, settings);
  };
  const helpDesks: HelpDesks = {
    of: async (id) => {
      const row = await store.installations.find(id);
      if (row?.installation.helpDesk === 'salesforce') return orgDesk(row);
      const credentials = row === null ? null : openCredentials(vault, row);
      return row === null || credentials === null ? null : deskFor({ ...row, ...credentials }, null);
    },
  };
  const config = { publicUrl: url, allowLoopback: true };
  const signIns = orgSignIn({ store, people, helpDesks, vault, keys, clock, log, config });
  const orgs = consoleOrgs({ config, clock, store }, signIns);
  const sessionRecords = createSessionRecords(people.remoteAccounts, { clock, allowLoopback: true });
  const signs = createRequestSigns({
    accounts: people.remoteAccounts,
    sessions: createSeenSessions(store.database),
    devices: people.agentDevices,
    clock,
  });
  const watching = watchDeps({ store, people, sessionRecords, signs, live }, core);
  const router = consoleRoutes({
    store,
    core,
    people,
    signIn: createSignIn({ database: store.database, people, keys, clock, publicUrl: url }),
    oidc,
    pages,
    links,
    waits: createQueueWaits(store.database, clock),
    codes: createJoinCodes(store.database, keys, clock),
    live,
    helpDesks,
    helpDeskFor: deskFor,
    orgs,
    privacy: createPrivacy({
      database: store.database,
      core,
      vault,
      keys,
      report: (error) => void faults.push(error),
    }),
    remote: consoleRemote({ config, clock, store, people, sessionRecords, signs }, watching, {
      launch: launchAnyDesk,
      report: (error) => void faults.push(error),
    }),
    mailerFor: createSmtpMailer,
    demoMailbox,
    sms: consoleSms({ config, store, keys }),
    readAddress: (text) => {
      const reading = readFreshserviceAddress(text, { allowLoopback: true });
      return reading.ok ? reading.origin : null;
    },
    plans: PLANS,
    remoteTool: anydesk,
    deliveries: { ...consoleDeliveries(deliveries, resent), pauses: async () => pauses },
    testWebhook: async () => tests.webhookAnswer,
    allowLoopback: true,
    publicUrl: url,
  });
  const world = Object.assign(tests, {
    url,
    store,
    people,
    oidc,
    providerReports,
    core,
    links,
    deliveries,
    resent,
    pauses,
    router,
    faults,
    advance: (ms: number) => {
      offset += ms;
    },
    now: clock.now,
  });
  const mounts = [
    { path: '/assets', router: pages.assets.router },
    { path: '/', router },
  ];
  outer.use(createApp({ publicUrl: url, trustedProxies: 0 }, log, mounts, () => null));
  return Object.assign(world, {
    close: async () => {
      endEventStreams();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  });
}

function planOf(text: string): Plan {
  return PLANS.find((plan) => plan === text) ?? 'starter';
}

function consoleDeliveries(deliveries: readonly DeliveryView[], resent: string[]): Omit<ConsoleDeliveries, 'pauses'> {
  return {
    list: async ({ requestId, state }) => ({
      items: deliveries.filter(
        (one) => (requestId === null || one.requestId === requestId) && (state === null || one.state === state),
      ),
      next: null,
    }),
    resend: async (id) => {
      const found = deliveries.find((one) => one.id === id);
      if (found === undefined) return 'not-found';
      if (found.state === 'done') return 'not-stuck';
      resent.push(id);
      return 'queued';
    },
    resendParked: async (channel) => {
      const parked = deliveries.filter((one) => one.channel === channel && one.state === 'parked');
      resent.push(...parked.map((one) => one.id));
      return parked.length;
    },
  };
}
