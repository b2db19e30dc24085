import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { BY_ANNA } from '../builders/people.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { joinPerson, type JoinPerson } from './join-person.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

describeInBrowser('the open join page', () => {
  let world: PagesWorld;
  let may: JoinPerson;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

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
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const heading = (name: string) => page.getByRole('heading', { level: 1, name });

  it('shows by itself that the agent asks, connects and leaves, and tells a screen reader', async () => {
    const made = await may.withAddress();
    await page.goto(made.url);
    await world.give(made.id, { type: 'ask-for-access', actor: BY_ANNA });
    await page.getByText('Anna Ng is ready and asks to connect now').first().waitFor();
    await may.press(made, 'allow', { consent: 'yes' });
    await heading('Anna Ng can connect now').waitFor();
    await startSession(world, made);
    await heading('Anna Ng is connected to your computer').waitFor();
    expect(await page.locator('#news').textContent()).toContain('Anna Ng is connected');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await page.title()).toBe('Anna Ng is connected to your computer');
    const endedAt = world.core.clock.now();
    await world.give(made.id, { type: 'end-session', actor: BY_ANNA, source: 'agent', endedAt, endedBy: 'technical' });
    await heading('The session has ended').waitFor();
  });

  it('keeps what is being typed while something else changes', async () => {
    const made = await may.waiting();
    await page.goto(made.url);
    await page.getByLabel('Your AnyDesk address').pressSequentially('123 4');
    await world.give(made.id, {
      type: 'assign',
      actor: BY_ANNA,
      assignee: { kind: 'agent', agent: { id: 'agent-ben', name: 'Ben Okafor', email: null }, queueId: null },
    });
    await page.getByText('Ben Okafor knows that you are here').waitFor();
    await page.keyboard.type('56');
    expect(await page.getByLabel('Your AnyDesk address').inputValue()).toBe('123 456');
  });

  it('is a sign of life, so that the permission does not lapse', async () => {
    const made = await may.waiting();
    const before = (await world.stored(made.id)).recipientSeenAt ?? 0;
    world.advance(60_000);
    const here = page.waitForResponse((response) => response.url().endsWith('/here'));
    await page.goto(made.url);
    expect((await here).status()).toBe(204);
    expect((await world.stored(made.id)).recipientSeenAt).toBeGreaterThan(before);
  });

  it('leads away when its link dies', async () => {
    const made = await may.waiting();
    await page.goto(made.url);
    const { recipient } = (await world.stored(made.id)).request;
    const corrected = { ...recipient, email: 'other@customer.example' };
    await world.give(made.id, { type: 'correct-recipient', actor: BY_ANNA, recipient: corrected, language: null });
    await heading('This link does not work').waitFor();
  });

  it('leads away also when the link died before the page could listen', async () => {
    const made = await may.waiting();
    const { recipient } = (await world.stored(made.id)).request;
    const corrected = { ...recipient, email: 'third@customer.example' };
    await page.route('**/live', async (route) => {
      await world.give(made.id, { type: 'correct-recipient', actor: BY_ANNA, recipient: corrected, language: null });
      await route.continue();
    });
    await page.goto(made.url);
    await heading('This link does not work').waitFor();
  });

  it('asks nothing of any other server, and breaks no rule of its own security policy', async () => {
    const hosts = new Set<string>();
    const complaints: string[] = [];
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const made = await may.withAddress();
    await page.goto(made.url);
    await may.press(made, 'allow', { consent: 'yes' });
    await heading('Anna Ng can connect now').waitFor();
    expect([...hosts].filter((origin) => origin !== world.publicUrl && origin !== 'null')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('is less than 30 KB with its style and its scripts', async () => {
    const made = await may.waiting();
    const pieces: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      const isPiece = ['document', 'stylesheet', 'script'].includes(response.request().resourceType());
      // The body as the browser has it, uncompressed, so that the number holds behind any proxy.
      if (isPiece) pieces.push(response.body());
    });
    await page.goto(made.url, { waitUntil: 'load' });
    const bytes = (await Promise.all(pieces)).reduce((sum, piece) => sum + piece.length, 0);
    expect(pieces).toHaveLength(4);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(30_000);
  });

  describe('without script', () => {
    it('goes the whole way, offers to refresh, and refreshes itself where nothing is typed', async () => {
      const plain = await browser.newContext({ javaScriptEnabled: false });
      const there = await plain.newPage();
      const made = await world.create();
      await there.goto(made.url);
      await there.getByRole('button', { name: 'Yes, continue' }).click();
      await there.getByLabel('Your AnyDesk address').fill('123456789');
      await there.getByRole('button', { name: 'Continue' }).click();
      expect(await there.getByRole('link', { name: 'Refresh' }).isVisible()).toBe(true);
      expect(await there.locator('meta[http-equiv=refresh]').count()).toBe(0);
      await there.getByRole('checkbox', { name: /^I allow/ }).check();
      await there.getByRole('button', { name: 'Allow', exact: true }).click();
      expect(await there.locator('meta[http-equiv=refresh]').count()).toBe(1);
      await startSession(world, made);
      await there.getByRole('link', { name: 'Refresh' }).click();
      await there.getByRole('button', { name: 'Stop' }).click();
      expect((await world.stored(made.id)).request.status).toBe('Waiting');
      await plain.close();
    });
  });
});

async function startSession(world: PagesWorld, made: Made): Promise<void> {
  const startedAt = world.core.clock.now();
  const told = { source: 'agent', startedAt, address: null, agent: null, externalId: null } as const;
  await world.give(made.id, { type: 'start-session', actor: BY_ANNA, ...told });
}
