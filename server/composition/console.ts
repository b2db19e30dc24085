import type { Router } from 'express';
import { readFreshserviceAddress } from '../../connectors/freshservice/src/address.ts';
import { PLANS } from '../../connectors/freshservice/src/plan-limits.ts';
import { testWebhook } from '../deliveries/webhook/test-webhook.ts';
import { consoleRoutes } from '../http/console/console-routes.ts';
import { createJoinCodes } from '../join-codes/join-codes.ts';
import { createSmtpMailer } from '../mail/smtp-mailer.ts';
import { createQueueWaits } from '../queue-waits/queue-waits.ts';
import { consoleOrgs } from './console-orgs.ts';
import { consoleRemote } from './console-remote.ts';
import { freshservice } from './help-desks.ts';
import type { OrgSignInPart } from './org-sign-in.ts';
import { remoteTools } from './remote-tools.ts';
import { consoleSms } from './sms.ts';
import type { WebParts } from './web-parts.ts';

/** The console with all it needs. It is big and few use it, so it is a module of its own, loaded when somebody comes. */
export function consoleOf(
  { foundation, core, delivery, delivering, watching, privacy, demoMailbox, launch }: WebParts,
  orgSignIns: OrgSignInPart,
): Router {
  const { config, clock } = foundation;
  const { reader, pauses } = delivery.deliveries;
  return consoleRoutes({
    ...foundation,
    core,
    privacy,
    helpDeskFor: (account, statusField) =>
      freshservice(account, { clock, allowLoopback: config.allowLoopback }, { statusField }),
    orgs: consoleOrgs(foundation, orgSignIns),
    remote: consoleRemote(foundation, watching, {
      launch,
      report: (error) => foundation.log.error({ err: error }, 'a client cannot be started'),
    }),
    mailerFor: createSmtpMailer,
    demoMailbox,
    sms: consoleSms(foundation),
    waits: createQueueWaits(foundation.store.database, clock),
    codes: createJoinCodes(foundation.store.database, foundation.keys, clock),
    readAddress: (text) => {
      const reading = readFreshserviceAddress(text, config);
      return reading.ok ? reading.origin : null;
    },
    plans: PLANS,
    remoteTool: remoteTools,
    deliveries: {
      list: (query) => reader.list(query),
      resend: (id) => delivering.dispatcher.resend(id),
      resendParked: (channel) => delivering.dispatcher.resendParked(channel),
      pauses: () => pauses.list(),
    },
    testWebhook: (endpointId) => testWebhook(delivering.services, endpointId),
    allowLoopback: config.allowLoopback,
    publicUrl: config.publicUrl,
  });
}
