import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { bring, JOIN_STATES } from './page-states.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

/** Every key or button that a person presses, one after the other, as the page gets them. */
const COUNT_PRESSES = `
  const count = (what) => sessionStorage.setItem('presses', (sessionStorage.getItem('presses') ?? '') + what);
  addEventListener('click', (event) => event.isTrusted && event.detail > 0 && count('p'), true);
  addEventListener('keydown', ({ key }) => (key === 'Enter' || key === ' ') && count('p'), true);
  addEventListener('paste', () => count('v'), true);
`;

describeInBrowser('the way from the link to Ready', () => {
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

  const context = async (): Promise<BrowserContext> => {
    const made = await browser.newContext({ locale: 'en', viewport: { width: 360, height: 740 } });
    await made.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: world.publicUrl });
    await made.addInitScript(COUNT_PRESSES);
    return made;
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const pressed = async (page: Page): Promise<string> =>
    String(await page.evaluate("sessionStorage.getItem('presses')"));
  const allow = async (page: Page): Promise<void> => {
    await page.getByRole('heading', { name: 'Do you allow access?' }).waitFor();
    await page.locator('#consent').click();
    await button(page, 'Allow').click();
    await page.getByRole('heading', { name: 'Anna Ng can connect now' }).waitFor();
  };
  const paste = async (page: Page, text: string): Promise<void> => {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await page.locator('#address').focus();
    await page.keyboard.press('Control+V');
  };
  const open = async (there: BrowserContext, made: Made): Promise<Page> => {
    const page = await there.newPage();
    await page.goto(made.url);
    return page;
  };

  it('is four presses, the one on the link in the mail with them, and one paste, for a person who has AnyDesk', async () => {
    const there = await context();
    const made = await world.create();
    const page = await open(there, made);
    await button(page, 'Yes, continue').click();
    await page.locator('#address').waitFor();
    await paste(page, ' 123 456 789 ');
    await allow(page);
    expect(await pressed(page)).toBe('pvpp');
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Ready', address: '123456789' });
    await there.close();
  });

  it('is three presses on the page and no paste for a device that comes again', async () => {
    const there = await context();
    const first = await open(there, await world.create());
    await button(first, 'Yes, continue').click();
    await first.locator('#address').waitFor();
    await paste(first, '123456789');
    await allow(first);
    const made = await world.create();
    const again = await open(there, made);
    await button(again, 'Yes, continue').click();
    await allow(again);
    expect(await pressed(again)).toBe('ppp');
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Ready', address: '123456789' });
    await there.close();
  });

  it('does not go on by itself with what is no address', async () => {
    const there = await context();
    const page = await open(there, await world.create());
    await button(page, 'Yes, continue').click();
    await page.locator('#address').waitFor();
    await paste(page, '+49 30 123456');
    await page.waitForFunction("document.querySelector('#address').value !== ''");
    await paste(page, '123456789');
    await expect(page.getByRole('heading', { name: 'Get AnyDesk ready' }).isVisible()).resolves.toBe(true);
    await there.close();
  });

  it('tells the first device at once that it goes on with another', async () => {
    const made = await world.create();
    const [first, second] = [await context(), await context()];
    const phone = await open(first, made);
    await button(phone, 'Yes, continue').click();
    await phone.locator('#address').waitFor();
    const computer = await open(second, made);
    await computer.getByRole('heading', { name: 'Joined on another device' }).waitFor();
    await button(computer, 'Go on here instead').click();
    await computer.getByRole('heading', { name: 'Get AnyDesk ready' }).waitFor();
    await phone.getByRole('heading', { name: 'You went on with another device' }).waitFor();
    await Promise.all([first.close(), second.close()]);
  });
});

const NEW_STATES = new Set([
  'prepare',
  'readiness asked',
  'readiness found',
  'hand-over',
  'joined elsewhere',
  'consent',
  'closed',
  'rated',
]);

describeInBrowser('the pages of the way', () => {
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

  it.each([
    ['en', 360, 'light'],
    ['zh-TW', 1280, 'dark'],
    ['ar', 360, 'dark'],
  ] as const)(
    'hold at 200 % text and are clean for everybody: %s, %i pixels, %s',
    async (locale, width, colorScheme) => {
      const there = await browser.newContext({
        bypassCSP: true,
        locale,
        colorScheme,
        viewport: { width, height: 800 },
      });
      const page = await there.newPage();
      const faults: string[] = [];
      for (const state of JOIN_STATES.filter(({ name }) => NEW_STATES.has(name))) {
        const made = await bring(world, state);
        await page.goto(made.url + (state.ask ?? ''));
        for (const finding of await seriousFindings(page)) faults.push(`${state.name}: ${finding}`);
        await page.addStyleTag({ content: 'html { font-size: 200%; }' });
        const sideways = await sidewaysPx(page);
        if (sideways > 0) faults.push(`${state.name}: ${sideways} px too wide`);
      }
      expect(faults).toEqual([]);
      await there.close();
    },
  );
});
