import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { anyDeskLaunches, type AnyDeskLaunches } from './anydesk-launches.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { joinPerson, type JoinPerson } from './join-person.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

describeInBrowser('the agent at the connect page', () => {
  let world: PagesWorld;
  let may: JoinPerson;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let launches: AnyDeskLaunches;

  beforeAll(async () => {
    world = await pagesWorld();
    may = joinPerson(world);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    await context.addCookies([{ name: 'agent', value: 'agent-anna', url: world.publicUrl }]);
    page = await context.newPage();
    launches = await anyDeskLaunches(page);
  });
  afterEach(() => context.close());

  const urlOf = (made: Made): string => `${world.publicUrl}/connect/${made.id}`;
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  it('who did not ask is not connected by surprise: Allow offers the button', async () => {
    const made = await may.withAddress();
    await page.goto(urlOf(made));
    await may.press(made, 'allow', { consent: 'yes' });
    await button('Open AnyDesk').waitFor();
    expect((await world.stored(made.id)).request).toMatchObject({ launch: null });
    await button('Open AnyDesk').click();
    await launches.first();
    expect((await world.stored(made.id)).request).toMatchObject({ launch: { agent: { id: 'agent-anna' } } });
  });

  it('gets AnyDesk started once, however often the page is loaded', async () => {
    const made = await may.ready();
    await page.goto(urlOf(made));
    await button('Open AnyDesk').click();
    await launches.first();
    await page.reload();
    await page.getByRole('link', { name: 'Open AnyDesk with this link' }).waitFor();
    expect(launches.urls).toEqual(['anydesk:123456789']);
  });

  it('loses no press to AnyDesk’s own start when the page has loaded just after it', async () => {
    const made = await may.ready();
    // Here a link to AnyDesk really leaves the page, which would end what is on its way.
    await context.close();
    context = await browser.newContext();
    await context.addCookies([{ name: 'agent', value: 'agent-anna', url: world.publicUrl }]);
    page = await context.newPage();
    await page.goto(urlOf(made));
    await page.addInitScript(`const add = window.addEventListener;
      window.addEventListener = (type, hear, ...rest) =>
        type === 'load' ? add.call(window, 'submit', () => setTimeout(hear, 50)) : add.call(window, type, hear, ...rest);`);
    await page.route('**/started', async (route) => {
      await page.waitForTimeout(500);
      await route.continue();
    });
    await button('Open AnyDesk').click();
    await button('The session has started').click();
    await page.getByText('Anna Ng has been connected since').waitFor();
  });

  it('keeps the note that is being written while the end user does something', async () => {
    const made = await may.withAddress();
    await page.goto(urlOf(made));
    await page.getByText('Close the request').click();
    await page.getByLabel('Note for the ticket').pressSequentially('New ca');
    await may.press(made, 'deny');
    await page.getByText('May Lin did not allow access.', { exact: true }).waitFor();
    await page.keyboard.type('ble');
    expect(await page.getByLabel('Note for the ticket').inputValue()).toBe('New cable');
  });

  it('follows the whole session, and is led to the sign-in when the sign-in ends', async () => {
    const own = await pagesWorld();
    try {
      const made = await joinPerson(own).ready();
      await context.addCookies([{ name: 'agent', value: 'agent-anna', url: own.publicUrl }]);
      await page.goto(`${own.publicUrl}/connect/${made.id}`);
      await button('Open AnyDesk').click();
      await button('The session has started').click();
      await page.getByText('Anna Ng has been connected since').waitFor();
      await button('The session has ended').click();
      await page.getByText('You may connect again until').waitFor();
      own.signIn.end('agent-anna');
      await joinPerson(own).press(made, 'withdraw');
      await page.waitForURL(/\/console\/sign-in\?return=/);
    } finally {
      await own.close();
    }
  });

  it('can do all of it without script', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    await plain.addCookies([{ name: 'agent', value: 'agent-anna', url: world.publicUrl }]);
    page = await plain.newPage();
    const made = await may.ready();
    await page.goto(urlOf(made));
    await button('Open AnyDesk').click();
    expect(await page.getByRole('link', { name: 'Open AnyDesk with this link' }).getAttribute('href')).toBe(
      'anydesk:123456789',
    );
    await button('The session has started').click();
    await button('The session has ended').click();
    expect((await world.stored(made.id)).request.status).toBe('Ready');
    await plain.close();
  });
});
