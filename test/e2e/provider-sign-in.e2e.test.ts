import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { providerWorld, type ProviderWorld, someone } from '../console/provider-world.ts';
import { describeInBrowser, startBrowser } from './browser.ts';

describeInBrowser('signing in with a provider, in a browser', () => {
  let kestrel: ProviderWorld;
  let browser: Browser;
  beforeAll(async () => {
    [kestrel, browser] = await Promise.all([providerWorld(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await kestrel.close();
  });

  it('takes one press, leads back to the page that was asked for, and leaves no code behind', async () => {
    const page = await browser.newPage();
    kestrel.provider.signsIn(someone('jun'));
    await page.goto(`${kestrel.world.url}/console/account`);
    await page.getByRole('link', { name: 'Sign in with Kestrel ID' }).click();
    await page.waitForURL('**/console/account');
    expect(await page.getByText('The jun').count()).toBeGreaterThan(0);
    const cookies = await page.context().cookies(kestrel.world.url);
    expect(cookies.map(({ name }) => name)).not.toContain('sr-provider-local');
    await page.goBack();
    expect(page.url()).not.toContain('code=');
    await page.close();
  });

  it('says what happened when the person cancels, and lets him try again with the same way back', async () => {
    const page = await browser.newPage({ locale: 'zh-TW' });
    kestrel.provider.signsIn(null);
    await page.goto(`${kestrel.world.url}/console/account`);
    await page.getByRole('link', { name: 'Kestrel ID' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('或您已取消');
    kestrel.provider.signsIn(someone('jun'));
    await page.getByRole('link', { name: 'Kestrel ID' }).click();
    await page.waitForURL('**/console/account');
    await page.close();
  });
});
