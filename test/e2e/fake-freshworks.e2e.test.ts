import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { fixtureWorld, type FixtureWorld } from '../fakes/freshworks/fixture-world.ts';
import { describeInBrowser, startBrowser } from './browser.ts';

describeInBrowser('The pretended app platform', () => {
  let browser: Browser;
  let world: FixtureWorld;
  let context: BrowserContext;
  let page: Page;
  let app: FrameLocator;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    world = await fixtureWorld();
    await world.install();
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    app = page.frameLocator('iframe.app');
  });
  afterEach(async () => {
    await context.close();
    await world.close();
  });

  const press = (name: string) => app.getByRole('button', { name, exact: true }).click();
  const said = (text: string) => app.locator('#said', { hasText: text }).waitFor();

  const open = async (path = 'tickets/1042?width=280'): Promise<void> => {
    await page.goto(`${world.platform.url}/agent/${String(world.mara)}/${path}`, { waitUntil: 'domcontentloaded' });
    await said('activated');
  };
  it('shows the app beside the ticket, from another origin, in the width of the sidebar', async () => {
    await open();
    await said('user Mara Lindqvist');
    await said('ticket 1042 Hannah Osei');
    const frame = page.locator('iframe.app');
    expect(new URL((await frame.getAttribute('src')) ?? '').origin).toBe(world.platform.appUrl);
    expect(world.platform.appUrl).not.toBe(world.platform.url);
    await expect(frame.evaluate((one) => one.getBoundingClientRect().width)).resolves.toBeLessThanOrEqual(280);
    await page.locator('iframe.app[style*="650px"]').waitFor();
  });

  it('tells a page no secure setting', async () => {
    await open();
    await said('{"mode":"calm","server_host":"support.kestrel.example"}');
    expect(await page.content()).not.toContain('s3cret');
  });

  it('knows no ticket on the full page', async () => {
    await open('apps');
    await said('no ticket');
  });

  it('offers to authorize outside the app, and the app works afterwards', async () => {
    await open();
    await press('Call mine');
    await said('"status":401');
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.getByRole('button', { name: 'Authorize' }).waitFor({ state: 'detached' });
    await press('Call mine');
    await said('"status":200');
  });

  it('shows a page above, which has neither events nor interface, and hands back what it sends', async () => {
    await open();
    await press('Open modal');
    const modal = page.frameLocator('dialog iframe');
    await modal.getByText('client.events is not there in a modal').waitFor();
    await modal.getByText('client.interface is not there in a modal').waitFor();
    await modal.getByText('from panel').waitFor();
    await modal.getByRole('button', { name: 'Done' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await said('"done":true');
  });

  it('asks and tells in its own page, and refuses texts that are too long', async () => {
    await open();
    await press('Ask');
    await page.getByRole('button', { name: 'Yes' }).click();
    await said('{"message":"Yes"}');
    await press('Notify');
    await page.getByText('It went well').waitFor();
    await press('Ask too long');
    await said('at most 30 characters');
  });

  it('opens a ticket for the app, and tells it when the ticket changes', async () => {
    await open();
    await page.getByRole('button', { name: 'Close the ticket' }).click();
    await said('ticket changed');
    await press('Go to ticket');
    await page.waitForURL(/tickets\/1044$/);
  });

  it("serves the help desk's own buttons without the internet, or lets the app wait for them in vain", async () => {
    await open();
    await app.locator('fw-button.hydrated').waitFor();
    await world.platform.control.settings({ crayons: 'blocked' });
    await open();
    expect(await app.locator('fw-button.hydrated').count()).toBe(0);
    await said('user Mara Lindqvist');
  });

  it('says when the app is not there', async () => {
    await world.platform.control.uninstall();
    await page.goto(`${world.platform.url}/agent/${String(world.mara)}/tickets/1042`);
    await page.getByText('The app is not installed in this account.').waitFor();
  });
});
