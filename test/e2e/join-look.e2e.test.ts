import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { bring, CONNECT_STATES, JOIN_STATES } from './page-states.ts';
import { pagesWorld, type PagesWorld } from './pages-world.ts';

const LOOKS = [
  { colorScheme: 'light', locale: 'en', width: 1280 },
  { colorScheme: 'dark', locale: 'zh-TW', width: 320 },
] as const;

const openAll = (page: Page): Promise<unknown> =>
  page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");

const submitByScript = async (page: Page): Promise<void> => {
  await page.addInitScript(
    "addEventListener('load', () => setTimeout(() => document.querySelector('#word') || document.querySelector('form[action$=join]')?.submit(), 50))",
  );
  await page.reload();
  await page.waitForEvent('load');
  await page.locator('#word').waitFor();
};

describeInBrowser('every page beside the paths', () => {
  let world: PagesWorld;
  let browser: Browser;
  let contexts: readonly { readonly look: string; readonly context: BrowserContext }[];

  beforeAll(async () => {
    world = await pagesWorld();
    browser = await startBrowser();
    contexts = await Promise.all(
      LOOKS.map(async ({ colorScheme, locale, width }) => {
        const viewport = { width, height: 800 };
        const context = await browser.newContext({ bypassCSP: true, colorScheme, locale, viewport });
        await context.addCookies([{ name: 'agent', value: 'agent-anna', url: world.publicUrl }]);
        return { look: `${colorScheme}, ${locale}, ${width} px`, context };
      }),
    );
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  /** Shows the page in every look and gathers what is wrong with it. */
  async function faultsOf(url: string, more: (page: Page) => Promise<unknown> = openAll): Promise<readonly string[]> {
    const faultsIn = contexts.map(async ({ look, context }) => {
      const page = await context.newPage();
      await page.goto(url);
      await more(page);
      const sideways = await sidewaysPx(page);
      const tooWide = sideways > 0 ? [`${look}: ${sideways} px too wide`] : [];
      const findings = await seriousFindings(page);
      await page.close();
      return [...tooWide, ...findings.map((finding) => `${look}: ${finding}`)];
    });
    return (await Promise.all(faultsIn)).flat();
  }

  it('would be found out if it were hard to read', async () => {
    const spoil = (page: Page): Promise<unknown> =>
      page.evaluate("document.querySelector('h1').style.cssText = 'color: #ccc; background: #ddd; width: 2000px'");
    const faults = await faultsOf(`${world.publicUrl}/join`, spoil);
    expect(faults.filter((fault) => /color-contrast|too wide/.test(fault))).toHaveLength(4);
  });

  it.each(['/join/nothing', '/connect/nothing', '/nothing'])(
    'is readable by everybody where nothing is: %s',
    async (path) => {
      expect(await faultsOf(world.publicUrl + path)).toEqual([]);
    },
  );

  it('is readable by everybody when the ticket is gone, and when a program pressed', async () => {
    const stateOf = async (name: string): Promise<string> => {
      const state = JOIN_STATES.find((one) => one.name === name);
      if (state === undefined) throw new Error(`no state "${name}"`);
      return (await bring(world, state)).url;
    };
    expect(await faultsOf(await stateOf('ticket gone'))).toEqual([]);
    expect(await faultsOf(await stateOf('invitation'), submitByScript)).toEqual([]);
  });

  it('can be pressed by an unsteady hand on the narrowest phone, and never has to be scrolled sideways', async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
    await context.addCookies([{ name: 'agent', value: 'agent-anna', url: world.publicUrl }]);
    const page = await context.newPage();
    const look = async (url: string): Promise<void> => {
      await page.goto(url);
      const small =
        await page.evaluate(`[...document.querySelectorAll('main button, main a, summary, input:not([type=hidden])')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24 && one.type !== 'checkbox').map((one) => one.outerHTML)`);
      expect(small).toEqual([]);
      expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);
    };
    for (const state of JOIN_STATES) await look((await bring(world, state)).url + (state.ask ?? ''));
    for (const state of CONNECT_STATES) await look(`${world.publicUrl}/connect/${(await bring(world, state)).id}`);
    await context.close();
  });
});
