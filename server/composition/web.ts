import { Router } from 'express';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { apiRoutes } from '../http/api/api-routes.ts';
import type { Mount } from '../http/app.ts';
import { canonicalHost } from '../http/canonical-host.ts';
import { connectRoutes } from '../http/connect/connect-routes.ts';
import { healthRoutes } from '../http/health-routes.ts';
import { loadedOnFirstUse } from '../http/loaded-on-first-use.ts';
import { joinRoutes } from '../http/join/join-routes.ts';
import { seeOther, replying } from '../http/reply.ts';
import { freshserviceWebhook } from '../http/webhooks/freshservice-route.ts';
import { sessionStatusWebhook } from '../http/webhooks/session-status-route.ts';
import { mailReportWebhook } from '../http/webhooks/mail-report-route.ts';
import { salesforceWebhook } from '../http/webhooks/salesforce-route.ts';
import { smsWebhook } from '../http/webhooks/sms-route.ts';
import { createJoinCodes } from '../join-codes/join-codes.ts';
import { announcedPresence } from '../live/presence-news.ts';
import { createCallers } from '../people/callers.ts';
import { noticing } from '../notices/noticing-directory.ts';
import { createAgentDirectory } from '../people/agent-directory.ts';
import { operatorRoutes } from '../operator/operator-routes.ts';
import { runDoctor } from '../operator/run-doctor.ts';
import { appSignIn } from './app-sign-in.ts';
import { createSeenSessions } from '../session-watch/seen-sessions.ts';
import { createStopEnds } from '../session-watch/stop-ends.ts';
import { attachByPanel } from './session-watch.ts';
import { remoteTools } from './remote-tools.ts';
import { doctorDeps } from './doctor-deps.ts';
import { deliveryTrouble } from '../deliveries/delivery-trouble.ts';
import { orgSignIn, type OrgSignInPart } from './org-sign-in.ts';
import type { WebParts } from './web-parts.ts';
import { isSameAccount } from './same-account.ts';
import { createQueueWaits } from '../queue-waits/queue-waits.ts';

/** Every part of the server that speaks HTTP, in the order in which it is asked. */
export function mounts(parts: WebParts): readonly Mount[] {
  const { foundation, isStopping } = parts;
  const { store, config, pages } = foundation;
  const orgSignIns = orgSignIn(foundation);
  return [
    { path: '/', router: healthRoutes({ ping: () => store.ping(), isStopping }) },
    { path: '/assets', router: pages.assets.router },
    { path: '/api/v1', router: api(parts) },
    { path: '/webhooks', router: webhooks(parts) },
    { path: '/operator', router: operator(parts) },
    { path: '/', router: Router().use(canonicalHost(config.publicUrl)) },
    { path: '/', router: appSignIn(foundation) },
    { path: '/', router: join(parts) },
    { path: '/', router: connect(parts, orgSignIns) },
    { path: '/', router: Router().use(loadedOnFirstUse(/^\/console(?:\/|$)/i, () => consolePages(parts, orgSignIns))) },
    {
      path: '/',
      router: Router().get(
        '/',
        replying(() => seeOther('/console')),
      ),
    },
  ];
}

function api({
  foundation,
  core,
  hints,
  access,
  ticketFacts,
  watches,
  watching,
  delivery,
  delivering,
}: WebParts): Router {
  const { store, links, live, people, clock, config } = foundation;
  const onRightsChanged = (listener: () => void): void => {
    people.admin.onRightsChanged(listener);
  };
  return apiRoutes(
    {
      core,
      reader: store.requests,
      installations: { find: async (id) => (await store.installations.find(id))?.installation ?? null },
      links,
      live,
      remoteTool: remoteTools,
      keepNumber: people.keepNumber,
      callers: createCallers(people.installSecrets, people.oauth.owners),
      directory: noticing(createAgentDirectory({ ...people, onRightsChanged }, clock), people.whereabouts),
      access,
      facts: ticketFacts,
      watches,
      trouble: deliveryTrouble(delivery.deliveries.reader),
      signs: foundation.signs,
      attachSession: attachByPanel(foundation, watching),
      resend: async (id) => (await delivering.dispatcher.resend(id)) === 'queued',
      app: {
        installs: people.appInstalls,
        hint: (installationId, ticketId) => hints.add(installationId, ticketId),
        isSameAccount: async (id, domain) => isSameAccount((await store.installations.find(id))?.address ?? '', domain),
      },
    },
    config.publicUrl,
  );
}

function webhooks({ foundation, core, hints, inboxes, delivering }: WebParts): Router {
  const { clock, people, config, store } = foundation;
  const secretsOf = (id: string) => people.installSecrets.webhookSecrets(id);
  const freshserviceHints = freshserviceWebhook({
    clock,
    secretsOf,
    hint: (installationId, ticketId) => hints.add(installationId, ticketId),
  });
  const salesforceRings = salesforceWebhook({
    clock,
    secretsOf,
    accountOf: (id) => inboxes.accountOf(id),
    ring: (id) => inboxes.ring(id),
  });
  const sessionNews = sessionStatusWebhook({
    core,
    requests: store.requests,
    secretsOf,
    remoteTool: remoteTools,
    findAgent: async (email) => {
      const person = await people.persons.findByEmail(email);
      return person === null || person.disabledAt !== null ? null : { id: person.id, name: person.name, email };
    },
  });
  const smsNews = smsWebhook({ publicUrl: config.publicUrl, hear: (call) => delivering.sms.hear(call) });
  const mailReports = mailReportWebhook({
    isSecret: (secret) => people.reportSecret.matches(secret),
    hear: (report) => delivering.hearReport(report),
  });
  return Router().use(freshserviceHints, salesforceRings, sessionNews, smsNews, mailReports);
}

function operator({ foundation, delivery, privacy }: WebParts): Router {
  const { config, keys, people } = foundation;
  const { mailer, deliveries } = delivery;
  return operatorRoutes({
    keys,
    privacy,
    doctor: () => runDoctor(doctorDeps(foundation, { mailer, deliveries })),
    firstAdminUrl: async () => {
      const token = await people.entrance.firstAdminToken();
      return token === null ? null : `${config.publicUrl}/console/first-admin/${token}`;
    },
  });
}

function join({ foundation, core }: WebParts): Router {
  const { store, links, keys, clock, live, pages, config, log, people } = foundation;
  return joinRoutes({
    core,
    requests: store.requests,
    installations: store.installations,
    presence: {
      ...store.presence,
      ...announcedPresence({ ...store, live, absentAfterMs: DEFAULT_SETTINGS.presenceMs }),
    },
    links,
    waits: createQueueWaits(store.database, clock),
    stopEnds: createStopEnds({ accounts: people.remoteAccounts, sessions: createSeenSessions(store.database) }),
    codes: createJoinCodes(store.database, keys, clock),
    keys,
    live,
    readPhone: async (typed, settings) => {
      const { phone, canBeDialled } = await people.keepNumber(settings, typed);
      return canBeDialled ? phone : null;
    },
    remoteTool: remoteTools,
    pages,
    publicUrl: config.publicUrl,
    report: (error) => log.error({ err: error }, 'a join page failed'),
  });
}

async function consolePages(parts: WebParts, orgSignIns: OrgSignInPart): Promise<Router> {
  const { consoleOf } = await import('./console.ts');
  return consoleOf(parts, orgSignIns);
}

function connect({ foundation, core, launch }: WebParts, orgSignIns: OrgSignInPart): Router {
  const { store, people, signIn, oidc, signs, live, pages, log } = foundation;
  return connectRoutes({
    core,
    requests: store.requests,
    installations: store.installations,
    signIn,
    seen: (personId) => people.whereabouts.seen(personId),
    devicesOf: (personId) => people.agentDevices.of(personId),
    orgSignIns,
    hasCompanyProvider: async () => (await oidc.settings.shown()) !== null,
    signs,
    live,
    remoteTool: remoteTools,
    pages,
    launch,
    report: (error) => log.error({ err: error }, 'a connect page failed'),
  });
}
