import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { givenAnyDesk } from '../console/given-anydesk.ts';
import { OPEN } from '../console/provider-world.ts';
import { startTeam, type Team } from '../console/team.ts';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';

const LOOKS = [
  { width: 320, colorScheme: 'light', locale: 'en-US' },
  { width: 1280, colorScheme: 'dark', locale: 'en-US' },
  { width: 768, colorScheme: 'light', locale: 'zh-TW' },
] as const;

describeInBrowser.each(LOOKS)(
  'the console at $width px, $colorScheme, in $locale',
  ({ width, colorScheme, locale }) => {
    let team: Team;
    let browser: Browser;
    let paths: readonly string[];

    beforeAll(async () => {
      [team, browser] = await Promise.all([startTeam(), startBrowser()]);
      const waiting = await team.create({
        comment: 'A comment that goes on for quite a while, without a break_'.repeat(4),
      });
      await team.give(waiting, { type: 'join', actor: { kind: 'recipient' }, device: null });
      const closed = await team.create();
      await team.give(closed, { type: 'close-request', actor: { kind: 'recipient' }, outcome: 'solved', note: '' });
      await team.world.people.queues.add(team.admin, {
        name: 'Gate',
        installationId: null,
        memberIds: [team.admin.id],
      });
      await team.world.people.webhooks.add(team.admin, {
        url: 'https://hooks.example/in',
        installationId: null,
        eventTypes: null,
      });
      team.world.deliveries.push({
        id: 'parked',
        kind: 'email',
        state: 'parked',
        installationId: team.installationId,
        requestId: waiting,
        channel: 'mail',
        attempts: 1,
        reason: 'The mailbox does not exist.',
        remoteId: null,
        createdAt: team.world.now(),
        notBefore: team.world.now(),
        doneAt: null,
      });
      const provider = { ...OPEN, issuer: 'https://login.example.com', clientId: 'session-requests' };
      await team.world.oidc.settings.save(team.admin, { ...provider, roleWithoutGroup: 'viewer' }, 'a secret');
      const mara = {
        subject: 'mara',
        email: 'mara@acme.example',
        isEmailVerified: true,
        name: 'Mara',
        signedInAt: null,
      };
      await team.world.oidc.identities.comeIn({ ...mara, issuer: provider.issuer, groups: ['helpdesk'] }, provider);
      const accountId = await givenAnyDesk(team, waiting);
      const [queue] = await team.world.people.queues.list();
      paths = [
        '/console/requests',
        `/console/requests/${waiting}`,
        `/console/requests/${closed}`,
        `/console/requests/new?${new URLSearchParams({ account: team.installationId, ticket: '' }).toString()}`,
        '/console/account',
        '/console/people',
        `/console/people/${team.account('mara').id}`,
        '/console/queues',
        `/console/queues/${queue?.id ?? ''}`,
        '/console/connectors',
        '/console/connectors/new',
        `/console/connectors/${team.installationId}`,
        `/console/connectors/${team.installationId}/times`,
        '/console/sessions',
        '/console/anydesk',
        `/console/anydesk/${accountId}`,
        '/console/mail',
        '/console/sign-in-provider',
        '/console/webhooks',
        '/console/deliveries',
        '/console/audit',
        '/console/there-is-nothing-here',
      ];
    });
    afterAll(async () => {
      await browser.close();
      await team.world.close();
    });

    it('has nothing that axe finds serious, and nothing to scroll sideways, on any page', async () => {
      const context = await browser.newContext({
        bypassCSP: true,
        colorScheme,
        locale,
        viewport: { width, height: 800 },
      });
      const page = await context.newPage();
      await page.goto(`${team.world.url}/console/sign-in`);
      expect([await seriousFindings(page), await sidewaysPx(page)]).toEqual([[], 0]);
      const { email, password } = team.account('admin');
      await page.fill('[name=email]', email);
      await page.fill('[name=password]', password);
      await page.locator('main button').click();
      await page.waitForURL('**/console/requests');
      for (const path of paths) {
        await page.goto(team.world.url + path, { waitUntil: 'load' });
        for (const detail of await page.locator('details:not([hidden]) > summary').all()) await detail.click();
        expect([path, await seriousFindings(page), Math.max(0, await sidewaysPx(page))]).toEqual([path, [], 0]);
        expect(await page.locator('html').getAttribute('lang')).toBe(locale === 'zh-TW' ? 'zh-TW' : 'en');
      }
      await context.close();
    });
  },
);
