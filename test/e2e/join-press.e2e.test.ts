import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInBrowser, startBrowser } from './browser.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

/** What scripts of mail scanners and of pages try. Each runs inside the page, long after it was loaded, without a person. */
const SUBMITTING = {
  'submits the form': 'form.submit()',
  'submits as a button would': 'form.requestSubmit(button)',
  'clicks the button': 'button.click()',
  'dispatches a mouse click':
    'button.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }))',
  'dispatches pointer, mouse and key events': `
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup']) button.dispatchEvent(new MouseEvent(type, { bubbles: true }));
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    button.dispatchEvent(new MouseEvent('click', { bubbles: true }))`,
} as const;
const POSTING = {
  'posts the form by fetch': 'fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) })',
  'posts the form by beacon': 'navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)))',
} as const;

const inPage = (script: string): string => `addEventListener('load', () => setTimeout(() => {
  const form = document.querySelector('form[action$="/join"]');
  const button = form?.querySelector('button');
  if (button && !document.querySelector('.words')) { ${script}; }
}, 50))`;

describeInBrowser('the join page in a browser', () => {
  let world: PagesWorld;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let made: Made;

  beforeAll(async () => {
    world = await pagesWorld();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    made = await world.create();
    context = await browser.newContext({ hasTouch: true });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const statusOf = async (): Promise<string> => (await world.stored(made.id)).request.status;
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  describe('while only scripts are at work', () => {
    it.each(Object.entries(SUBMITTING))('one that %s gets no further than the word', async (_what, script) => {
      await page.addInitScript(inPage(script));
      await page.goto(made.url);
      // Asking the page anything counts as a person's gesture there: only its own events are awaited until the script has pressed.
      await page.waitForEvent('load');
      expect(await page.getByText('type this word').isVisible()).toBe(true);
      expect((await world.stored(made.id)).request).toMatchObject({ status: 'Open', version: 1 });
    });

    it.each(Object.entries(POSTING))('one that %s moves nothing', async (_what, script) => {
      const answered = world.nextPost();
      await page.addInitScript(inPage(script));
      await page.goto(made.url);
      await answered;
      expect((await world.stored(made.id)).request).toMatchObject({ status: 'Open', version: 1 });
    });

    it('one that fills in every field and presses everything gets no further than the word', async () => {
      await page.addInitScript(`addEventListener('load', () => setTimeout(() => {
        sessionStorage.rounds = Number(sessionStorage.rounds ?? 0) + 1;
        if (sessionStorage.rounds > 3) return;
        for (const field of document.querySelectorAll('input:not([type=hidden])')) { field.value = 'test'; field.checked = true; }
        document.querySelector('form')?.requestSubmit();
      }, 20))`);
      await page.goto(made.url);
      for (let round = 1; round <= 3; round += 1) await page.waitForEvent('load');
      expect(await page.getByText('That was another word').isVisible()).toBe(true);
      expect((await world.stored(made.id)).request).toMatchObject({ status: 'Open', version: 1 });
    });
  });

  describe("while a person presses 'Yes, continue'", () => {
    beforeEach(async () => {
      await page.goto(made.url);
    });

    it('by mouse, the request moves', async () => {
      await button('Yes, continue').click();
      expect(await statusOf()).toBe('Waiting');
    });

    it('by touch, the request moves', async () => {
      await Promise.all([page.waitForURL(made.url), page.waitForEvent('load'), button('Yes, continue').tap()]);
      expect(await statusOf()).toBe('Waiting');
    });

    it.each(['Enter', 'Space'])('by keyboard alone with %s, the request moves', async (key) => {
      for (let tabs = 0; tabs < 10; tabs += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate('document.activeElement.textContent')) === 'Yes, continue') break;
      }
      await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
      expect(await statusOf()).toBe('Waiting');
    });

    it('twice in a hurry, it moves once', async () => {
      await button('Yes, continue').dblclick();
      await page.getByRole('heading', { name: 'Get AnyDesk ready' }).waitFor();
      expect((await world.stored(made.id)).request.version).toBe(2);
    });
  });

  it.each([
    ['an old browser, which sends no Sec-Fetch headers', /^sec-fetch-/],
    ['Safari, which does not say whether a person pressed', /^sec-fetch-user$/],
  ])('lets a person with %s go on by typing a word, once', async (_browser, withoutHeaders) => {
    const other = await pagesWorld({ withoutHeaders });
    try {
      const request = await other.create();
      await page.goto(request.url);
      await button('Yes, continue').click();
      await page.getByText('type this word').waitFor();
      expect((await other.stored(request.id)).request.status).toBe('Open');
      const word = (await page.locator('.words').textContent()) ?? '';
      await page.keyboard.type(word.toLowerCase());
      await page.keyboard.press('Enter');
      await page.getByLabel('Your AnyDesk address').fill('123456789');
      await button('Continue').click();
      await page.getByRole('checkbox', { name: /^I allow/ }).check();
      await button('Allow').click();
      await page.getByRole('heading', { name: 'Anna Ng can connect now' }).waitFor();
      expect((await other.stored(request.id)).request.status).toBe('Ready');
    } finally {
      await other.close();
    }
  });
});
