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

const typeWrongly = async (page: Page): Promise<void> => {
  await page.locator('#address').fill('may@customer.example');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await page.locator('#address-problem').waitFor();
};

const submitByScript = async (page: Page): Promise<void> => {
  await page.addInitScript(
    "addEventListener('load', () => setTimeout(() => document.querySelector('#word') || document.querySelector('form[action$=join]')?.submit(), 50))",
  );
  await page.reload();
  await page.waitForEvent('load');
  await page.locator('#word').waitFor();
};

describeInBrowser('every page', () => {
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

  it.each(JOIN_STATES.map((state) => [state.name, state] as const))(
    'of the end user is readable by everybody, in light and dark, at 320 pixels: %s',
    async (_name, state) => {
      const made = await bring(world, state);
      expect(await faultsOf(made.url + (state.ask ?? ''))).toEqual([]);
    },
  );

  it.each(CONNECT_STATES.map((state) => [state.name, state] as const))(
    'of the agent is readable by everybody, in light and dark, at 320 pixels: %s',
    async (_name, state) => {
      const made = await bring(world, state);
      expect(await faultsOf(`${world.publicUrl}/connect/${made.id}`)).toEqual([]);
    },
  );

  it('around them is too: a link that opens nothing, the explanation, a refused address, the word, a page that went wrong', async () => {
    const [prepare] = JOIN_STATES.filter(({ name }) => name === 'prepare');
    if (prepare === undefined) throw new Error('no such state');
    const made = await bring(world, prepare);
    expect(await faultsOf(`${world.publicUrl}/join/nothing`)).toEqual([]);
    expect(await faultsOf(`${world.publicUrl}/join`)).toEqual([]);
    expect(await faultsOf(`${world.publicUrl}/connect/nothing`)).toEqual([]);
    expect(await faultsOf(`${world.publicUrl}/nothing`)).toEqual([]);
    expect(await faultsOf(made.url, typeWrongly)).toEqual([]);
    const [invitation] = JOIN_STATES;
    if (invitation === undefined) throw new Error('no such state');
    expect(await faultsOf((await bring(world, invitation)).url, submitByScript)).toEqual([]);
  });

  it('can be pressed by an unsteady hand: every button and link is at least 24 pixels high', async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
    const page = await context.newPage();
    for (const state of JOIN_STATES) {
      const made = await bring(world, state);
      await page.goto(made.url + (state.ask ?? ''));
      const small =
        await page.evaluate(`[...document.querySelectorAll('main button, main a, summary, input:not([type=hidden])')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24 && one.type !== 'checkbox').map((one) => one.outerHTML)`);
      expect(small).toEqual([]);
      expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
});
