import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser } from './browser.ts';
import { demoWorld, type DemoWorld, newTab, picture } from './demo-world.ts';

describeInBrowser('Somebody who tries the demo', () => {
  let world: DemoWorld;
  let context: BrowserContext;
  let desk: Page;
  let device: Page;
  let join: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    world = await demoWorld();
    context = await world.browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    context.on('weberror', (error) => complaints.push(error.error().message));
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.location().url}: ${message.text()}`);
    });
    desk = await context.newPage();
    await desk.goto(`${world.url}/demo`);
  });
  afterAll(() => world.close());

  const status = (text: string) => desk.locator(`[data-status=${text}]`).waitFor();
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  it('sends a request with one press: recipient and address come from the ticket', async () => {
    expect(await desk.getByLabel('Recipient').inputValue()).toBe('Hannah Osei');
    await desk.getByRole('button', { name: 'Send session request' }).click();
    await status('Open');
    await picture(desk, 'demo-1-open');
  });

  it('finds the mail in the mailbox, and follows its link', async () => {
    const mailbox = await newTab(context, () => desk.getByRole('link', { name: 'Mailbox' }).click());
    await mailbox
      .getByRole('button', { name: /remote support/i })
      .first()
      .click();
    const mail = mailbox.frameLocator('#html');
    join = await newTab(context, () => mail.getByRole('link').first().click());
    await heading(join, /Mara/);
    await picture(join, 'demo-2-invitation');
  });

  it('joins as the end user, with the address that AnyDesk shows on the user’s computer', async () => {
    await join.getByRole('button', { name: 'Yes, continue' }).click();
    await status('Waiting');
    device = await newTab(context, () => desk.getByRole('link', { name: 'The user’s computer' }).click());
    const id = await device.locator('#own-id').textContent();
    await join.getByLabel('Your AnyDesk address').fill(id ?? '');
    await join.getByRole('button', { name: 'Continue' }).click();
    await join.getByRole('checkbox').check();
    await picture(join, 'demo-3-consent');
    await join.getByRole('button', { name: /^Allow/ }).click();
    await heading(join, /can connect now/);
    await status('Ready');
    await picture(desk, 'demo-4-ready');
  });

  it('connects as the agent in a new tab, without signing in anywhere; the user accepts in AnyDesk', async () => {
    const connect = await newTab(context, () => desk.getByRole('button', { name: 'Connect' }).click());
    await heading(connect, 'Connect to Hannah Osei');
    await picture(connect, 'demo-5-connect');
    const agentsDevice = await newTab(context, () => connect.getByRole('button', { name: 'Open AnyDesk' }).click());
    await picture(agentsDevice, 'demo-6-agent');
    await picture(device, 'demo-7-accept');
    await device.getByRole('button', { name: 'Accept' }).click();
    await device.getByText('Connected for').waitFor();
    await connect.getByRole('button', { name: /session has (begun|started)/i }).click();
    await status('Connected');
    await heading(join, /is connected/);
    await picture(desk, 'demo-8-connected');
    await picture(join, 'demo-9-connected');
  });

  it('ends the session and closes the request with an outcome', async () => {
    await device.getByRole('button', { name: 'Disconnect' }).click();
    await desk.bringToFront();
    await desk.getByRole('button', { name: 'The session has ended' }).click();
    await status('Ready');
    await desk.getByText('More', { exact: true }).click();
    await desk.getByText('Close', { exact: true }).first().click();
    await desk.getByLabel('Outcome').selectOption('solved');
    await desk.getByLabel('Note').fill('Password cache cleared.');
    await desk.getByRole('button', { name: 'Close', exact: true }).click();
    await status('Closed');
    await heading(join, /closed|over|finished/i);
    await picture(join, 'demo-10-closed');
  });

  it('finds every milestone on the ticket, each once', async () => {
    const entries = desk.locator('#timeline > li');
    await entries.filter({ hasText: 'Password cache cleared.' }).waitFor();
    await picture(desk, 'demo-11-timeline');
    const texts = await entries.allTextContents();
    expect(texts).toEqual([
      expect.stringMatching(/private note.*Mara Lindqvist .*asked Hannah Osei for a remote session/s),
      expect.stringMatching(/Hannah Osei opened the request.*Hannah Osei allowed access for Mara Lindqvist/s),
      expect.stringMatching(/Mara Lindqvist is connected to Hannah Osei/),
      expect.stringMatching(/session was ended/),
      expect.stringMatching(/closed the request\. Outcome: Solved\. Note: Password cache cleared\./),
    ]);
    const markers = texts.flatMap((text) => /RS-\d{6,}-\d{2,}-[0-9A-Z]{4}/.exec(text)?.[0] ?? []);
    expect(new Set(markers).size).toBe(texts.length);
  });

  it('keeps what is being typed, and the place of the keyboard, when news come from a colleague', async () => {
    const colleague = await context.newPage();
    await colleague.goto(`${world.url}/demo?ticket=1044&agent=jun`);
    await desk.bringToFront();
    await desk.goto(`${world.url}/demo?ticket=1044&agent=mara`);
    await desk.getByRole('button', { name: 'Send session request' }).click();
    await status('Open');
    await desk.getByText('More', { exact: true }).click();
    await desk.getByText('Close', { exact: true }).first().click();
    await desk.getByLabel('Note').fill('half a sentence');
    await desk.getByRole('button', { name: 'Copy link' }).focus();
    await colleague.getByText('More', { exact: true }).click();
    await colleague.getByRole('button', { name: 'Give back' }).click();
    await desk.getByText('nobody yet').first().waitFor();
    expect(await desk.getByLabel('Note').inputValue()).toBe('half a sentence');
    expect(await desk.evaluate('document.activeElement.textContent')).toBe('Copy link');
  });

  it('can make a request for another device or person beside the first', async () => {
    await desk.getByText('Another device or person').click();
    await desk.getByLabel('Recipient').fill('Jürgen at the second desk');
    await desk.getByRole('button', { name: 'Send session request' }).click();
    await desk.locator('[data-status=Open]').nth(1).waitFor();
  });

  it('finds nothing serious for people with disabilities, and nothing too wide, at any width, in light and dark', async () => {
    const faults: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [320, 768, 1280]) {
        const look = await world.browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 900 } });
        const page = await look.newPage();
        await page.goto(`${world.url}/demo?ticket=1044`);
        await page.locator('[data-status=Open]').first().waitFor();
        await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
        await picture(page, `demo-desk-${width}-${colorScheme}`);
        const found = [...(await seriousFindings(page)), `${await sidewaysPx(page)} px too wide`];
        faults.push(...found.filter((one) => one !== '0 px too wide').map((one) => `${width} ${colorScheme}: ${one}`));
        await look.close();
      }
    }
    expect(faults).toEqual([]);
  });

  it('has met no error and no broken rule of any page', () => {
    expect(complaints).toEqual([]);
  });
});
