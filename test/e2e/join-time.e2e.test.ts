import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { DAY, HOUR, MINUTE } from '../builders/times.ts';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

describeInBrowser('an appointment in a browser', () => {
  let world: PagesWorld;
  let browser: Browser;
  beforeAll(async () => {
    world = await pagesWorld();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const now = (): number => world.core.clock.now();
  const planned = (startAt: number): Promise<Made> =>
    world.create({ schedule: { startAt: Math.ceil(startAt / HOUR) * HOUR, timeZone: 'Europe/Berlin' } });
  async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 780 }, ...options });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }
  const pressedByKey = async (page: Page, name: string): Promise<void> => {
    for (let tabs = 0; tabs < 40; tabs++) {
      await page.keyboard.press('Tab');
      const focused = String(await page.evaluate('document.activeElement.textContent'));
      if (focused.trim() === name) {
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        return;
      }
    }
    throw new Error(`"${name}" is not reached by the keyboard`);
  };

  it('is told on the reader’s own clock too, when that shows something else', async () => {
    const made = await planned(now() + 3 * DAY);
    const taipei = await open(made.url, { timezoneId: 'Asia/Taipei' });
    expect(await taipei.locator('[data-your-time]').innerText()).toMatch(/^Your time: .*\(GMT\+8\)$/);
    const berlin = await open(made.url, { timezoneId: 'Europe/Berlin' });
    expect(await berlin.locator('[data-your-time]').isVisible()).toBe(false);
  });

  it('counts down once a minute, and says nothing in between', async () => {
    const made = await world.create({ schedule: { startAt: now() + 30 * MINUTE, timeZone: 'Europe/Berlin' } });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(made.url);
    await page.evaluate(
      "window.changes = 0; new MutationObserver(() => { window.changes += 1 }).observe(document.querySelector('[data-begins]'), { childList: true, characterData: true, subtree: true })",
    );
    const begins = page.locator('[data-begins]');
    await begins.getByText('in 30 minutes').waitFor();
    await page.clock.runFor(5 * MINUTE);
    await begins.getByText('in 25 minutes').waitFor();
    expect(await page.evaluate('window.changes')).toBe(5);
    await context.close();
  });

  it('opens by itself ten minutes before', async () => {
    const made = await world.create({ schedule: { startAt: now() + 12 * MINUTE, timeZone: 'Europe/Berlin' } });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(made.url);
    expect(await page.locator('form[action$="/join"]').count()).toBe(0);
    world.advance(2 * MINUTE + 1000);
    await Promise.all([page.waitForEvent('load'), page.clock.runFor(2 * MINUTE + 500)]);
    await page.locator('form[action$="/join"]').waitFor();
    expect((await world.stored(made.id)).request.status).toBe('Open');
    await context.close();
  });

  it('is moved by keyboard alone: cannot, a suggestion on the own clock, yes', async () => {
    const made = await planned(now() + 3 * DAY);
    const page = await open(made.url, { timezoneId: 'Asia/Taipei' });
    await pressedByKey(page, 'I cannot at this time');
    expect(await page.locator('[data-zone-name]').innerText()).toBe('Asia/Taipei');
    expect(await page.locator('#move-limits').innerText()).toMatch(/\(GMT\+8\).*\(GMT\+8\)/);
    const suggestion = page.locator('[data-at]').first();
    const [at, words] = [Number(await suggestion.getAttribute('data-at')), await suggestion.innerText()];
    expect(words).toContain('(GMT+8)');
    await pressedByKey(page, words);
    expect(await page.locator('[data-your-time]').first().innerText()).toMatch(/^Your time: .*\(GMT\+8\)$/);
    await pressedByKey(page, 'Yes, move it');
    await page.getByText('Acme has been told').waitFor();
    expect((await world.stored(made.id)).request.schedule).toEqual({ startAt: at, timeZone: 'Asia/Taipei' });
  });

  it('is moved to a typed time, read on the clock on the reader’s wall', async () => {
    const made = await planned(now() + 3 * DAY);
    const page = await open(`${made.url}/time`, { timezoneId: 'America/New_York' });
    const field = page.locator('#start');
    expect((await field.inputValue()) >= String(await field.getAttribute('min'))).toBe(true);
    const day = new Date(now() + 5 * DAY).toISOString().slice(0, 10);
    await field.fill(`${day}T15:30`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Yes, move it' }).click();
    await page.getByText('Acme has been told').waitFor();
    const { schedule } = (await world.stored(made.id)).request;
    const shown = new Date(schedule?.startAt ?? 0).toLocaleString('sv-SE', { timeZone: 'America/New_York' });
    expect([shown, schedule?.timeZone]).toEqual([`${day} 15:30:00`, 'America/New_York']);
  });

  it.each(['en', 'zh-TW', 'ar'])(
    'outside working hours the page says when you are back, on both clocks: %s',
    async (locale) => {
      const tomorrow = (new Date(now() + DAY).getUTCDay() + 6) % 7;
      const week = Array.from({ length: 7 }, (_, day) =>
        day === tomorrow ? { fromMinute: 540, toMinute: 1020 } : null,
      );
      const workingHours = { timeZone: 'UTC', week, closedDates: [] };
      await world.settings({ lifecycle: { ...DEFAULT_SETTINGS, workingHours } });
      const made = await world.create();
      const page = await open(made.url, { locale, timezoneId: 'Asia/Taipei' });
      const notice = page.locator('.notice', { has: page.locator('[data-your-time]') });
      expect(await notice.innerText()).toMatch(/09:00[^]*17:00/);
      expect([await seriousFindings(page), await sidewaysPx(page)]).toEqual([[], 0]);
      await world.settings({});
    },
  );

  it('can be moved without script, in its own zone', async () => {
    const made = await planned(now() + 3 * DAY);
    const page = await open(`${made.url}/time`, { javaScriptEnabled: false, timezoneId: 'Asia/Taipei' });
    expect(await page.locator('[data-zone-name]').innerText()).toContain('Europe/Berlin');
    await page.locator('[data-at]').first().click();
    await page.getByRole('button', { name: 'Yes, move it' }).click();
    await page.getByText('Acme has been told').waitFor();
    expect((await world.stored(made.id)).request.schedule?.timeZone).toBe('Europe/Berlin');
  });
});
