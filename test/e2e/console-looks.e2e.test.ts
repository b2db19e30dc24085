import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { givenAnyDesk } from '../console/given-anydesk.ts';
import { OPEN } from '../console/provider-world.ts';
import { startTeam, type Team } from '../console/team.ts';
import { texts } from '../../server/texts/texts.ts';
import { seriousFindings } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { CELLS, contextOf } from './paths/cells.ts';
import { createReader, EYES } from './paths/reader.ts';

const LANGUAGE = '`${document.documentElement.lang} ${document.documentElement.dir}`';
/** The area that is open is to be seen in the row of all areas, however long the row is. */
const AREA_IN_SIGHT = `[...document.querySelectorAll('.bar nav [aria-current]')].every((one) => {
  const { left, right } = one.getBoundingClientRect();
  return left > -1 && right < innerWidth + 1;
})`;

/** By Tab through everything inside the page; what the keyboard does not reach, or where nobody would see it. */
async function goRound(page: Page): Promise<readonly string[]> {
  const tabs = (await page.evaluate("pageEyes.beginRound('main')")) as number;
  for (let tab = 0; tab < tabs; tab += 1) await page.keyboard.press('Tab');
  return (await page.evaluate('pageEyes.endRound()')) as readonly string[];
}

describeInBrowser('the console', () => {
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
      '/console/account/notices',
      '/console/people',
      `/console/people/${team.account('mara').id}`,
      '/console/queues',
      `/console/queues/${queue?.id ?? ''}`,
      '/console/connectors',
      '/console/connectors/new',
      `/console/connectors/${team.installationId}`,
      `/console/connectors/${team.installationId}/times`,
      `/console/connectors/${team.installationId}/never-alone`,
      '/console/sessions',
      '/console/anydesk',
      `/console/anydesk/${accountId}`,
      '/console/mail',
      '/console/sms',
      '/console/privacy',
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

  const signIn = async (page: Page, by: string): Promise<void> => {
    await page.goto(`${team.world.url}/console/sign-in`);
    const { email, password } = team.account(by);
    await page.fill('[name=email]', email);
    await page.fill('[name=password]', password);
    await Promise.all([page.waitForURL('**/console/requests'), page.keyboard.press('Enter')]);
  };

  it.each(CELLS)('is in $locale, runs its way and fits into $width pixels, at 200 % text too', async (cell) => {
    const context = await browser.newContext(contextOf(cell));
    const page = await context.newPage();
    await page.addInitScript({ path: EYES });
    const faults: unknown[] = [];
    const { dir } = texts(cell.locale);
    const look = async (path: string, closely: boolean): Promise<void> => {
      await page.goto(team.world.url + path);
      await page.evaluate('pageEyes.openAll()');
      const language = await page.evaluate(LANGUAGE);
      const looks = (await page.evaluate('pageEyes.look()')) as readonly string[];
      const here = (await page.evaluate(AREA_IN_SIGHT)) as boolean;
      const serious = closely ? await seriousFindings(page) : [];
      const keys = closely && cell.locale === 'en' ? await goRound(page) : [];
      if (language !== `${cell.locale} ${dir}` || !here || looks.length + serious.length + keys.length > 0)
        faults.push({ path, language, here, looks, serious, keys });
    };
    await look('/console/sign-in', true);
    await signIn(page, 'admin');
    // Every page on a phone, every other one at a desk too; closely once in each language, by turns here and there.
    for (const [index, path] of paths.entries()) {
      if (cell.width === 360) await look(path, index % 2 === 0);
      else if (index % 2 === 1) await look(path, true);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(CELLS)(
    'lets an agent sign in and choose notices by keyboard alone, in $locale at $width pixels',
    async (cell) => {
      const context = await browser.newContext(contextOf(cell));
      const reader = await createReader(await context.newPage(), cell, new Set());
      const { t, page } = reader;
      const { email, password } = team.account('mara');
      await reader.open(`${team.world.url}/console/sign-in`);
      await reader.type(t('console.signIn.email'), email);
      await reader.type(t('console.signIn.password'), password);
      await reader.enter();
      await reader.open(`${team.world.url}/console/account/notices`);
      const box = page.locator('input[name=joined][value=mail]');
      const was = await box.isChecked();
      await reader.use(t('console.agentNotice.way.mail', { email }));
      for (const [name, first] of [
        ['quietFrom', ['ArrowUp']],
        ['quietTo', ['ArrowUp', 'ArrowUp']],
      ] as const) {
        await reader.goTo(t(`console.agentNotice.${name}`));
        // The parts of a time stand in another order in each language; arrows fill them in any.
        for (const key of [...first, 'Tab', 'ArrowUp', 'Tab', 'ArrowUp']) await page.keyboard.press(key);
      }
      const hours = (): Promise<string[]> =>
        Promise.all(['quietFrom', 'quietTo'].map((name) => page.locator(`[name=${name}]`).inputValue()));
      const chosen = await hours();
      expect(chosen).toEqual([expect.stringMatching(/^\d\d:\d\d$/), expect.stringMatching(/^\d\d:\d\d$/)]);
      await reader.press(t('console.agentNotice.save'));
      expect(await page.locator('[data-notice]').innerText()).toContain(t('console.notice.notices-saved'));
      expect([await box.isChecked(), await hours()]).toEqual([!was, chosen]);
      expect(reader.faults()).toEqual([]);
      await context.close();
    },
  );
});
