import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createJoinCodes } from '../../server/join-codes/join-codes.ts';
import { givenRequest } from '../server/given-request.ts';
import { type ServerWorld, serverWorld } from '../server/server-world.ts';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';

describeInBrowser('Typing a code at /join', () => {
  let world: ServerWorld;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([serverWorld(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it.each([
    ['en-US', 360],
    ['zh-TW', 360],
    ['ar', 360],
    ['en-US', 1280],
  ])(
    'in %s at %i px, by keyboard alone: a wrong one says what to do, the right one opens the request',
    async (locale, width) => {
      const request = await givenRequest(world.panel(), 'Open');
      const stored = await world.foundation.store.requests.find(request.id);
      if (stored === null) throw new Error('the request is gone');
      const { store, keys, clock } = world.foundation;
      const { code } = await createJoinCodes(store.database, keys, clock).make(stored.request);
      const context = await browser.newContext({ locale, bypassCSP: true, viewport: { width, height: 760 } });
      const page = await context.newPage();
      await page.goto(`${world.url}/join`);
      const field = page.locator('#code');
      await field.focus();
      await page.keyboard.type('AAAA CCCC');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      expect(await page.locator('#code-problem').isVisible()).toBe(true);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect([await seriousFindings(page), await sidewaysPx(page)]).toEqual([[], 0]);
      await field.focus();
      await page.keyboard.type(code.toLowerCase());
      await Promise.all([page.waitForURL(/\/join\/[0-9a-z]{58}/), page.keyboard.press('Enter')]);
      expect(await page.locator('form[action*="/join"] button').count()).toBeGreaterThan(0);
      expect(await world.panel().read(request.id)).toMatchObject({ status: 'Open' });
      await context.close();
    },
  );
});
