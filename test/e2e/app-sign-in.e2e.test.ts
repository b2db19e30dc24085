import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type AppWorld, appWorld } from '../oauth/app-world.ts';
import { type PretendedPlatform, pretendedPlatform } from '../oauth/pretended-platform.ts';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';

describeInBrowser('Authorizing the app, in the window that the help desk opens', () => {
  let app: AppWorld;
  let platform: PretendedPlatform;
  let browser: Browser;
  beforeAll(async () => {
    [app, platform, browser] = await Promise.all([appWorld('sqlite'), pretendedPlatform(), startBrowser()]);
    const { installationId } = app.world.data;
    await app.world.foundation.people.oauth.clients.setRedirects(installationId, [platform.callback]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([app.close(), platform.close()]);
  });

  const authorizeUrl = (): string => app.world.url + app.path({ redirect_uri: platform.callback });

  async function openWindow(context: BrowserContext): Promise<{ readonly ticket: Page; readonly popup: Page }> {
    const ticket = await context.newPage();
    await ticket.goto(`${platform.url}/#${encodeURIComponent(authorizeUrl())}`);
    const [popup] = await Promise.all([ticket.waitForEvent('popup'), ticket.getByRole('button').click()]);
    return { ticket, popup };
  }

  async function signIn(popup: Page): Promise<void> {
    const [mara] = app.world.data.people;
    await popup.getByLabel('Mail address').fill(mara?.email ?? '');
    await popup.getByLabel('Password').fill(mara?.password ?? '');
    await popup.getByRole('button', { name: 'Sign in' }).click();
    await popup.waitForURL('**/oauth/authorize?**');
  }

  it('goes through sign-in and Allow, and back to the ticket that opened it, over whatever origins lie between', async () => {
    const context = await browser.newContext({ locale: 'en-US' });
    const { ticket, popup } = await openWindow(context);
    await signIn(popup);
    await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Let it act for me' }).click()]);
    expect(await ticket.locator('#came').textContent()).toMatch(/^\?code=sra_[0-9a-z]{32}&state=the-state$/);
    await context.close();
  });

  it('brings a "no" back just so', async () => {
    const context = await browser.newContext({ locale: 'en-US' });
    const { ticket, popup } = await openWindow(context);
    await signIn(popup);
    await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Do not allow' }).click()]);
    expect(await ticket.locator('#came').textContent()).toMatch(/^\?error=access_denied&.*state=the-state$/);
    await context.close();
  });

  it('can be read by everybody in a small window, in every look and language', async () => {
    for (const look of [
      { width: 320, colorScheme: 'light', locale: 'en-US' },
      { width: 620, colorScheme: 'dark', locale: 'zh-TW' },
    ] as const) {
      const { width, colorScheme, locale } = look;
      const viewport = { width, height: 640 };
      const context = await browser.newContext({ viewport, colorScheme, locale, bypassCSP: true });
      const page = await context.newPage();
      const [name, value] = (await app.browser('Mara')).cookieHeader().split('=');
      await context.addCookies([{ name: name ?? '', value: value ?? '', url: app.world.url }]);
      for (const url of [authorizeUrl(), `${app.world.url}/oauth/authorize?client_id=x`]) {
        await page.goto(url);
        expect([look, url, await sidewaysPx(page), await seriousFindings(page)]).toEqual([look, url, 0, []]);
      }
      await context.close();
    }
  });
});
