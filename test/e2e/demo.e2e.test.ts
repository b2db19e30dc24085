import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser } from './browser.ts';
import { type DemoTicket, demoWorld, type DemoWorld, enterDemo, newTab, picture } from './demo-world.ts';

describeInBrowser('Somebody who tries the demo', () => {
  let world: DemoWorld;
  let context: BrowserContext;
  let desk: Page;
  let ticket: DemoTicket;
  let device: Page;
  let join: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    world = await demoWorld();
    context = await world.browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    context.on('weberror', (error) => complaints.push(error.error().message));
    context.on('console', (message) => {
      const isExpected = message.text().includes('The Clipboard API has been blocked');
      if (message.type() === 'error' && !isExpected) complaints.push(`${message.location().url}: ${message.text()}`);
    });
    context.setDefaultTimeout(20_000);
    desk = await context.newPage();
  });
  afterAll(() => world.close());

  const status = (text: string) => ticket.app.locator(`[data-status=${text}]`).waitFor();
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  it('is told at once what it is about, says with one press who he is, and is shown how to go on', async () => {
    await desk.goto(`${world.url}/demo`);
    await desk.getByRole('heading', { name: /^Hannah’s Outlook .* Help her\.$/ }).waitFor();
    expect(await desk.getByRole('button', { name: 'Continue as Jun Watanabe' }).count()).toBe(1);
    await picture(desk, 'demo-0-enter');
    await desk.getByRole('button', { name: 'Continue as Mara Lindqvist' }).click();
    await desk.getByText('Press Request session for Hannah Osei').waitFor();
    await desk
      .frameLocator('iframe.desk')
      .getByRole('heading', { name: /^INC-1042/ })
      .waitFor();
  });

  it('lets the app act for him: nothing to type, as he is signed in already', async () => {
    ticket = await enterDemo(desk, world.url, 'Mara Lindqvist');
    await ticket.app.getByRole('button', { name: 'Request session for Hannah Osei' }).waitFor();
    await picture(desk, 'demo-0-ticket');
  });

  it('sends a request with one press: recipient and address come from the ticket', async () => {
    await ticket.app.getByRole('button', { name: 'Request session for Hannah Osei' }).click();
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
    await join.locator('#consent').check();
    await picture(join, 'demo-3-consent');
    await join.getByRole('button', { name: /^Allow/ }).click();
    await heading(join, /can connect now/);
    await status('Ready');
    await picture(desk, 'demo-4-ready');
  });

  it('connects as the agent in a new tab, without signing in anywhere; the user accepts, and AnyDesk’s record tells it', async () => {
    const connect = await newTab(context, () => ticket.app.getByRole('link', { name: /^Connect/ }).click());
    await heading(connect, 'Connect to Hannah Osei');
    await picture(connect, 'demo-5-connect');
    const agentsDevice = await newTab(context, () => connect.getByRole('button', { name: 'Open AnyDesk' }).click());
    await picture(agentsDevice, 'demo-6-agent');
    await picture(device, 'demo-7-accept');
    await device.getByRole('button', { name: 'Accept' }).click();
    await device.getByText('Connected for').waitFor();
    await status('Connected');
    await heading(join, /is connected/);
    await picture(desk, 'demo-8-connected');
    await picture(join, 'demo-9-connected');
  });

  it('ends the session in AnyDesk, and closes the request with an outcome', async () => {
    await device.getByRole('button', { name: 'Disconnect' }).click();
    await desk.bringToFront();
    await status('Ready');
    await ticket.app.getByLabel('Outcome').selectOption('solved');
    await ticket.app.getByLabel('Note for the ticket').fill('Password cache cleared.');
    await ticket.app.getByRole('button', { name: 'Close', exact: true }).click();
    await ticket.app.locator('[data-status=Closed]').waitFor({ state: 'attached' });
    await heading(join, /closed|over|finished/i);
    await picture(join, 'demo-10-closed');
  });

  it('finds every milestone on the ticket, each once', async () => {
    const entries = ticket.desk.locator('#timeline > li');
    await entries.filter({ hasText: 'Password cache cleared.' }).waitFor();
    await picture(desk, 'demo-11-timeline');
    const texts = await entries.allTextContents();
    expect(texts).toEqual([
      expect.stringMatching(/private note.*Mara Lindqvist .*asked Hannah Osei for a remote session/s),
      expect.stringMatching(/Hannah Osei opened the request.*Hannah Osei allowed access for Mara Lindqvist/s),
      expect.stringMatching(/Mara Lindqvist is connected to Hannah Osei/),
      expect.stringMatching(/session ended/),
      expect.stringMatching(/closed the request\. Outcome: Solved\. Note: Password cache cleared\./),
    ]);
    const markers = texts.flatMap((text) => /RS-\d{6,}-\d{2,}-[0-9A-Z]{4}/.exec(text)?.[0] ?? []);
    expect(new Set(markers).size).toBe(texts.length);
  });

  it('keeps what is being typed, and the place of the keyboard, when news come from a colleague', async () => {
    const colleague = await (await world.browser.newContext({ locale: 'en-GB' })).newPage();
    ticket = await enterDemo(desk, world.url, 'Mara Lindqvist', '1044');
    await ticket.app.getByRole('button', { name: /^Request session/ }).click();
    await status('Open');
    const other = await enterDemo(colleague, world.url, 'Jun Watanabe', '1044');
    await desk.bringToFront();
    await ticket.app.getByText('More', { exact: true }).click();
    await ticket.app.locator('summary', { hasText: 'Close' }).click();
    await ticket.app.getByLabel('Note for the ticket').fill('half a sentence');
    await ticket.app.getByRole('button', { name: 'Copy link' }).focus();
    await other.app.getByText('More', { exact: true }).click();
    await other.app.locator('summary', { hasText: 'Assign' }).click();
    await other.app.getByLabel('Assign to').selectOption('unassigned');
    await other.app.getByRole('button', { name: 'Assign', exact: true }).click();
    await ticket.app.locator('dd', { hasText: 'Nobody yet' }).waitFor();
    expect(await ticket.app.getByLabel('Note for the ticket').inputValue()).toBe('half a sentence');
    expect(await ticket.app.locator(':focus').textContent()).toBe('Copy link');
  });

  it('can make a request for another device or person beside the first, in a form above the ticket', async () => {
    await ticket.app.getByRole('button', { name: 'Another device or person' }).click();
    const form = ticket.desk.frameLocator('dialog iframe');
    await form.getByLabel('Name').fill('Jürgen at the second desk');
    await form.getByLabel('E-mail', { exact: true }).first().fill('juergen.voss@kestrel.example');
    await picture(desk, 'demo-12-form');
    await form.getByRole('button', { name: 'Create request' }).click();
    await ticket.app.locator('[data-status=Open]').nth(1).waitFor();
    await ticket.desk.locator('dialog').waitFor({ state: 'detached' });
  });

  it('finds all requests on the page of the app, and goes from there to a ticket', async () => {
    await ticket.desk.getByRole('link', { name: 'Session requests' }).click();
    await ticket.app.getByRole('heading', { name: 'Session requests' }).waitFor();
    await picture(desk, 'demo-13-requests');
    await ticket.app.getByRole('button', { name: /1044/ }).first().click();
    await ticket.desk.getByRole('heading', { name: /^INC-1044/ }).waitFor();
  });

  it.each([320, 768, 1280].flatMap((width) => [[width, 'light'] as const, [width, 'dark'] as const]))(
    'finds nothing serious for people with disabilities, and nothing too wide, at %i px, %s',
    async (width, colorScheme) => {
      const look = await world.browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 900 } });
      const page = await look.newPage();
      await enterDemo(page, world.url, 'Mara Lindqvist', '1044');
      await page.getByText('How to try it').click();
      await picture(page, `demo-desk-${width}-${colorScheme}`);
      const frame = page.frames().find((one) => one.url().includes('/agent/'));
      const inside = frame === undefined ? ['no help desk'] : await seriousFindings(frame);
      expect([...(await seriousFindings(page)), ...inside]).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);
      await look.close();
    },
  );

  it('has met no error and no broken rule of any page', () => {
    expect(complaints).toEqual([]);
  });
});
