import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import { consoleWorld, type ConsoleWorld } from '../console/console-world.ts';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { describeInBrowser, startBrowser } from './browser.ts';

const PASSWORD = 'a long enough password';

describeInBrowser('the first admin, in a browser', () => {
  let world: ConsoleWorld;
  let desk: FakeFreshservice;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [world, desk, browser] = await Promise.all([consoleWorld(), startFakeFreshservice(), startBrowser()]);
    context = await browser.newContext({
      locale: 'en-US',
      timezoneId: 'Asia/Taipei',
      viewport: { width: 1280, height: 900 },
    });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([world.close(), desk.close()]);
  });

  const press = async (name: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).click();
    await page.waitForLoadState('domcontentloaded');
  };
  const text = async (): Promise<string> => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');

  it('makes the account by keyboard alone and is told what to do next', async () => {
    await page.goto(`${world.url}/console/first-admin/${(await world.people.entrance.firstAdminToken()) ?? ''}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    for (const value of ['Ada Admin', 'ada@acme.example', PASSWORD]) {
      await page.keyboard.type(value);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/requests');
    expect(await text()).toContain('No help desk is connected yet');
  });

  it('adds a Freshservice account, corrects what was wrong, and tests it', async () => {
    await page.getByRole('link', { name: 'Add Freshservice' }).click();
    await page.getByLabel('Address of the account').fill('not an address');
    await page.getByLabel('API key').fill(desk.apiKey);
    await page.getByLabel('Company', { exact: true }).fill('Kestrel Logistics');
    await press('Add the account');
    expect(await text()).toContain('not the address of a Freshservice account');
    expect(await page.getByLabel('Company', { exact: true }).inputValue()).toBe('Kestrel Logistics');
    expect(await page.evaluate('document.activeElement.name')).toBe('address');
    await page.getByLabel('Address of the account').fill(desk.url);
    await page.getByLabel('API key').fill(desk.apiKey);
    await press('Add the account');
    expect(await text()).toContain('The account is connected.');
    await press('Test now');
    expect(await text()).toContain('Fine: The API key is accepted.');
  });

  it('replaces the API key, and makes an install secret that is gone after a reload', async () => {
    await page.getByLabel('New API key').fill(desk.apiKey);
    await press('Replace the key');
    expect(await text()).toContain('The new API key is in use.');
    await page.getByRole('button', { name: 'Make a secret' }).first().click();
    const secret = await page.locator('#secret').inputValue();
    expect(secret).toMatch(/^srs_/);
    await page.goto(page.url().replace(/\/secrets$/, ''));
    expect(await page.content()).not.toContain(secret);
  });

  it('makes a request for a ticket of the account, in the end user’s own words and on the admin’s clock', async () => {
    await page.getByRole('link', { name: 'Requests', exact: true }).click();
    await page.getByRole('link', { name: 'New request' }).click();
    await page.getByLabel('Ticket').fill('INC-1042');
    await press('Continue');
    expect(await text()).toContain('Outlook keeps asking for my password');
    await press('Make the request');
    expect(await text()).toContain('The request is made.');
    expect(await page.locator('footer').innerText()).toContain('Times are in Asia/Taipei.');
  });

  it('sees the end user join without loading the page, and keeps what is being typed', async () => {
    const id = page.url().split('/').at(-1) ?? '';
    await page.getByText('Comment', { exact: true }).first().click();
    await page.locator('details[open] textarea').fill('half a sentence');
    const command = { type: 'join', actor: { kind: 'recipient' }, device: null } as const;
    await commandRequest(world.core, {
      requestId: id,
      command,
      person: null,
      installationId: null,
      expectedVersion: null,
      envelope: null,
    });
    await page.locator('.request-head .status-waiting').waitFor();
    expect(await page.locator('.request-log').innerText()).toContain('Joined, by a press on the page.');
    expect(await page.locator('#news').innerText()).toContain('Waiting');
    expect(await page.locator('details[open] textarea').inputValue()).toBe('half a sentence');
    expect(await page.getByRole('button', { name: 'Ask for access' }).isVisible()).toBe(true);
  });

  it('closes the request by the form that appears, and finds it among the past ones', async () => {
    await page.getByText('Close the request', { exact: true }).first().click();
    await page.locator('details[open] select[name=outcome]').selectOption('no-show');
    await page.locator('details[open] button.danger').click();
    await page.waitForLoadState('domcontentloaded');
    expect(await text()).toContain('The request is closed.');
    await page.goto(`${world.url}/console/requests?list=past`);
    expect(await page.locator('.row').count()).toBe(1);
  });

  it('hands over what is kept of a person, in one form and then in the other', async () => {
    await page.goto(`${world.url}/console/privacy`);
    await page.getByLabel('E-mail address').fill('ada@acme.example');
    await press('Look');
    for (const [name, file] of [
      ['Download as JSON', 'person.json'],
      ['Download to read', 'person.html'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(file);
    }
  });

  it('works without script too', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
    const quiet = await plain.newPage();
    await quiet.goto(`${world.url}/console/requests?list=past`);
    await quiet.locator('.row a').first().click();
    await quiet.getByText('Reopen', { exact: true }).first().click();
    await quiet.locator('details[open] button').click();
    expect(await quiet.locator('main').innerText()).toContain('The request is open again.');
    await plain.close();
  });

  it('never made the browser complain', () => {
    expect(complaints.filter((line) => !line.includes('status of 422'))).toEqual([]);
  });
});
