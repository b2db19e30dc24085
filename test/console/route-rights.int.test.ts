import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Router } from 'express';
import { startTeam, type Team } from './team.ts';
import { type Answer, visitor, type Visitor } from './visitor.ts';

let team: Team;
beforeAll(async () => {
  team = await startTeam();
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

/** Who may use each route: everybody signed in, those who work on requests, or admins. `open`: also people who are not signed in. */
const ROUTES: Readonly<Record<string, 'open' | 'everybody' | 'workers' | 'admins'>> = {
  'GET /console': 'everybody',
  'GET /console/sign-in': 'open',
  'POST /console/sign-in': 'open',
  'GET /console/sign-in/oidc': 'open',
  'GET /console/sign-in/oidc/callback': 'open',
  'POST /console/sign-out': 'open',
  'GET /console/first-admin/:token': 'open',
  'POST /console/first-admin/:token': 'open',
  'GET /console/set-password/:token': 'open',
  'POST /console/set-password/:token': 'open',
  'GET /console/account': 'everybody',
  'POST /console/account/preferences': 'everybody',
  'POST /console/account/password': 'everybody',
  'POST /console/account/devices': 'workers',
  'POST /console/account/apps/:installationId/revoke': 'everybody',
  'GET /console/account/notices': 'workers',
  'GET /console/account/notices/live': 'workers',
  'POST /console/account/notices': 'workers',
  'POST /console/account/notices/chat': 'workers',
  'POST /console/account/notices/chat/test': 'workers',
  'POST /console/account/notices/chat/remove': 'workers',
  'POST /console/account/notices/mail/test': 'workers',
  'POST /console/account/notices/away': 'workers',
  'POST /console/account/notices/back': 'workers',
  'GET /console/connectors/:connectorId/never-alone': 'admins',
  'POST /console/connectors/:connectorId/never-alone': 'admins',
  'POST /console/connectors/:connectorId/never-alone/test': 'admins',
  'GET /console/requests': 'everybody',
  'GET /console/requests/new': 'workers',
  'POST /console/requests/new': 'workers',
  'GET /console/requests/:requestId': 'everybody',
  'GET /console/requests/:requestId/live': 'everybody',
  'GET /console/requests/:requestId/consents': 'everybody',
  'GET /console/requests/:requestId/share': 'workers',
  'POST /console/requests/:requestId/share/code': 'workers',
  'POST /console/requests/:requestId/:action': 'workers',
  'GET /console/sessions': 'workers',
  'POST /console/sessions/:accountId/:sessionId/attach': 'workers',
  'POST /console/sessions/:accountId/:sessionId/dismiss': 'workers',
  'GET /console/people': 'admins',
  'POST /console/people': 'admins',
  'GET /console/people/:personId': 'admins',
  'POST /console/people/:personId/role': 'admins',
  'POST /console/people/:personId/disable': 'admins',
  'POST /console/people/:personId/enable': 'admins',
  'POST /console/people/:personId/hand-back': 'admins',
  'POST /console/people/:personId/password-link': 'admins',
  'POST /console/people/:personId/unlink': 'admins',
  'GET /console/queues': 'admins',
  'POST /console/queues': 'admins',
  'GET /console/queues/:queueId': 'admins',
  'POST /console/queues/:queueId': 'admins',
  'POST /console/queues/:queueId/remove': 'admins',
  'GET /console/anydesk': 'admins',
  'POST /console/anydesk': 'admins',
  'GET /console/anydesk/:accountId': 'admins',
  'POST /console/anydesk/:accountId': 'admins',
  'POST /console/anydesk/:accountId/test': 'admins',
  'POST /console/anydesk/:accountId/remove': 'admins',
  'GET /console/connectors': 'admins',
  'GET /console/connectors/new': 'admins',
  'GET /console/connectors/new-org': 'admins',
  'POST /console/connectors/new': 'admins',
  'POST /console/connectors/new-org': 'admins',
  'GET /console/connectors/:connectorId': 'admins',
  'POST /console/connectors/:connectorId/test': 'admins',
  'POST /console/connectors/:connectorId/key': 'admins',
  'POST /console/connectors/:connectorId/settings': 'admins',
  'POST /console/connectors/:connectorId/credentials': 'admins',
  'POST /console/connectors/:connectorId/org-settings': 'admins',
  'POST /console/connectors/:connectorId/secrets': 'admins',
  'POST /console/connectors/:connectorId/secrets/:secretId/revoke': 'admins',
  'POST /console/connectors/:connectorId/app-sign-in/secrets': 'admins',
  'POST /console/connectors/:connectorId/app-sign-in/agents/:personId/revoke': 'admins',
  'GET /console/connectors/:connectorId/agent-sign-in': 'admins',
  'POST /console/connectors/:connectorId/agent-sign-in': 'admins',
  'POST /console/connectors/:connectorId/agent-sign-in/test': 'admins',
  'POST /console/connectors/:connectorId/agent-sign-in/remove': 'admins',
  'GET /console/connectors/:connectorId/client-test': 'admins',
  'GET /console/connectors/:connectorId/times': 'admins',
  'POST /console/connectors/:connectorId/times': 'admins',
  'POST /console/connectors/:connectorId/times/test': 'admins',
  'POST /console/connectors/:connectorId/remove': 'admins',
  'GET /console/mail': 'admins',
  'POST /console/mail': 'admins',
  'POST /console/mail/test': 'admins',
  'POST /console/mail/remove': 'admins',
  'POST /console/mail/reports': 'admins',
  'GET /console/sms': 'admins',
  'POST /console/sms': 'admins',
  'POST /console/sms/test': 'admins',
  'POST /console/sms/next-way': 'admins',
  'POST /console/sms/remove': 'admins',
  'GET /console/sign-in-provider': 'admins',
  'POST /console/sign-in-provider': 'admins',
  'POST /console/sign-in-provider/test': 'admins',
  'POST /console/sign-in-provider/remove': 'admins',
  'GET /console/webhooks': 'admins',
  'POST /console/webhooks': 'admins',
  'POST /console/webhooks/:webhookId/test': 'admins',
  'POST /console/webhooks/:webhookId/rotate': 'admins',
  'POST /console/webhooks/:webhookId/enable': 'admins',
  'POST /console/webhooks/:webhookId/disable': 'admins',
  'POST /console/webhooks/:webhookId/remove': 'admins',
  'GET /console/deliveries': 'admins',
  'POST /console/deliveries/resend-all': 'admins',
  'POST /console/deliveries/:deliveryId/resend': 'admins',
  'GET /console/audit': 'admins',
  'POST /console/audit/check': 'admins',
  'GET /console/privacy': 'admins',
  'POST /console/privacy/person': 'admins',
  'POST /console/privacy/export/json': 'admins',
  'POST /console/privacy/export/html': 'admins',
  'POST /console/privacy/erase': 'admins',
  'GET /console/privacy/erasures/:erasureId': 'admins',
  'POST /console/privacy/retention': 'admins',
  'POST /console/privacy/retention/try': 'admins',
};

describe('every route of the console', () => {
  it('is in the table that says who may use it', () => {
    expect(routesOf(team.world.router, '').toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  const closed = Object.entries(ROUTES).filter(([, who]) => who !== 'open');

  it('leads people who are not signed in to the sign-in page, form or not', async () => {
    const anybody = visitor(team.world.url);
    for (const [route] of closed) {
      const answer = await use(anybody, route, await team.create());
      expect([route, answer.status, answer.to?.split('?')[0]]).toEqual([route, 303, '/console/sign-in']);
    }
  });

  it.each([
    ['viewer', ['everybody']],
    ['mara', ['everybody', 'workers']],
    ['admin', ['everybody', 'workers', 'admins']],
  ] as const)('lets a %s in where the table says so, and refuses the rest with 403', async (name, allowed) => {
    const browser = await team.browser(name);
    for (const [route, who] of closed) {
      const id = await team.create();
      const answer = await use(browser, route, id);
      const isAllowed = (allowed as readonly string[]).includes(who);
      expect([route, answer.status === 403]).toEqual([route, !isAllowed]);
    }
  });
});

/** Presses or looks with an id that exists for requests, and one that does not for everything else: nothing is to be changed here. */
function use(browser: Visitor, route: string, requestId: string): Promise<Answer> {
  const [method, pattern = ''] = route.split(' ');
  const path = pattern.replace(':requestId', requestId).replace(':action', 'claim').replaceAll(/:\w+/g, '0'.repeat(26));
  if (path.endsWith('/live')) return browser.look(path.replace(requestId, '0'.repeat(26)));
  return method === 'GET' ? browser.look(path) : browser.press(path);
}

type Layer = {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
};

function routesOf(router: Router | { readonly stack?: readonly Layer[] }, below: string): string[] {
  const stack = (router as { readonly stack?: readonly Layer[] }).stack ?? [];
  return stack.flatMap((layer) => {
    if (layer.route !== undefined) {
      const { path, methods } = layer.route;
      return Object.keys(methods).map((method) => `${method.toUpperCase()} ${below}${path}`);
    }
    return layer.handle?.stack === undefined ? [] : routesOf(layer.handle, '/console');
  });
}
