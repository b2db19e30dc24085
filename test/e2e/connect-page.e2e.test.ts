import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { anyDeskLaunches, type AnyDeskLaunches } from './anydesk-launches.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { joinPerson, type JoinPerson } from './join-person.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

const DEVICE = '987654321';

describeInBrowser('an agent who opens the connect page early', () => {
  let world: PagesWorld;
  let may: JoinPerson;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let launches: AnyDeskLaunches;

  beforeAll(async () => {
    world = await pagesWorld({ devices: [DEVICE] });
    may = joinPerson(world);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    await context.addCookies([{ name: 'agent', value: 'agent-anna', url: world.publicUrl }]);
    page = await context.newPage();
    launches = await anyDeskLaunches(page);
  });
  afterEach(() => context.close());

  const urlOf = (made: Made): string => `${world.publicUrl}/connect/${made.id}`;
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  it('still waits after loading the page again', async () => {
    const made = await may.withAddress();
    await page.goto(urlOf(made));
    await button('Start AnyDesk as soon as access is allowed').click();
    await page.reload();
    await page.getByText('This page waits and starts AnyDesk').waitFor();
    await may.press(made, 'allow', { consent: 'yes' });
    await launches.first();
    expect(launches.urls).toHaveLength(1);
  });

  it('tests his AnyDesk on his own device, and no request is touched', async () => {
    const made = await may.withAddress();
    const before = await world.stored(made.id);
    await page.goto(`${urlOf(made)}/test`);
    await page.getByRole('link', { name: /987 654 321/ }).click();
    await launches.first();
    expect(launches.urls).toEqual([`anydesk:${DEVICE}`]);
    expect(await world.stored(made.id)).toEqual(before);
  });

  it.each(['anydesk:1', '12345', '-help', '"><script>alert(1)</script>', 'javascript:alert(1)'])(
    'is told that %s is no address, and gets no link of it',
    async (typed) => {
      const made = await may.withAddress();
      await page.goto(`${urlOf(made)}/test?address=${encodeURIComponent(typed)}`);
      await page.getByText('This is no AnyDesk address').waitFor();
      const links = await page
        .locator('main a.button')
        .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
      expect(links).toEqual([`anydesk:${DEVICE}`]);
    },
  );
});
