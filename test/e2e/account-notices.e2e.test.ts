import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startTeam, type Team } from '../console/team.ts';
import { describeInBrowser, startBrowser } from './browser.ts';

const PATH = '/console/account/notices';
/** Tells the page's own calls of the browser's notices instead of showing them. */
const WATCHED = `globalThis.shown = [];
  globalThis.Notification = class extends EventTarget {
    static permission = 'default';
    static requestPermission() { this.permission = 'granted'; return Promise.resolve('granted'); }
    constructor(title, options) { super(); globalThis.shown.push(title + ' / ' + options.body); }
    close() {}
  };`;

describeInBrowser('the page of one’s notices', () => {
  let team: Team;
  let browser: Browser;

  beforeAll(async () => {
    [team, browser] = await Promise.all([startTeam(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    expect(team.world.faults).toEqual([]);
    await team.world.close();
  });

  async function signedIn(options: Parameters<Browser['newContext']>[0] = {}): Promise<[BrowserContext, Page]> {
    const context = await browser.newContext({ locale: 'en', ...options });
    const page = await context.newPage();
    await page.goto(`${team.world.url}/console/sign-in`);
    const { email, password } = team.account('mara');
    await page.locator('input[type=email]').fill(email);
    await page.locator('input[type=password]').fill(password);
    await Promise.all([page.waitForURL(/console\/requests/), page.keyboard.press('Enter')]);
    return [context, page];
  }

  it('asks for permission only when its button is pressed, and shows what comes from then on, once', async () => {
    const [context, page] = await signedIn();
    await page.addInitScript(WATCHED);
    await page.goto(`${team.world.url}${PATH}`);
    expect(await page.evaluate('Notification.permission')).toBe('default');
    await Promise.all([
      page.waitForResponse((answer) => answer.url().includes('/notices/live')),
      page.getByRole('button', { name: 'Allow notices in this browser' }).click(),
    ]);
    await page.getByText('This browser shows notices.').waitFor();
    const { id: personId } = await team.person('mara');
    const notice = { personId, requestId: 'request-1', language: 'en', at: team.world.now() };
    const words = { id: 'notice-1', title: 'RS-000001', body: 'May allows access and waits for you.' };
    await team.world.people.browserNotices.put({ ...notice, ...words });
    await team.world.people.browserNotices.put({ ...notice, ...words });
    team.world.core.changes.announce({ requestId: 'request-1', installationId: team.installationId, ticketId: null });
    await page.waitForFunction('globalThis.shown.length > 0');
    expect(await page.evaluate('globalThis.shown')).toEqual(['May allows access and waits for you. / RS-000001']);
    await context.close();
  });

  it('shows a test notice in the browser', async () => {
    const [context, page] = await signedIn();
    await page.addInitScript(WATCHED.replace("'default'", "'granted'"));
    await page.goto(`${team.world.url}${PATH}`);
    await page.getByRole('button', { name: 'Show a test notice' }).click();
    expect(await page.evaluate('globalThis.shown')).toEqual(['Notices reach you here. / Test']);
    await context.close();
  });

  it('says what to do in a browser that was told no', async () => {
    const [context, page] = await signedIn();
    await page.addInitScript(WATCHED.replace("'default'", "'denied'"));
    await page.goto(`${team.world.url}${PATH}`);
    await page.getByText('This browser was told not to show notices').waitFor();
    expect(await page.getByRole('button', { name: 'Allow notices in this browser' }).isVisible()).toBe(false);
    await context.close();
  });
});
