import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { InvitationView } from '../../server/deliveries/mail-view.ts';
import { createMailTexts } from '../../server/texts/mail-texts.ts';
import { DAY } from '../builders/times.ts';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';
import { cookiesOfMay } from './returning-people.ts';

const MAIL: Omit<InvitationView, 'joinUrl'> = {
  mail: 'invitation',
  company: 'Acme',
  agentFirstName: 'Anna',
  recipientName: 'May Lin',
  ticketNumber: 'INC-42',
  requestNumber: 'RS-000123',
  helpDeskPhone: '',
  helpDeskHours: '',
  start: null,
  expires: { at: 20_000 * DAY, timeZone: 'Asia/Taipei' },
};

/** Every press on a control, by pointer or key, and every paste, one after the other, on whatever page it is made. */
const COUNT_PRESSES = `
  const CONTROLS = 'a, button, input, summary, label';
  addEventListener('click', ({ isTrusted, detail }) => isTrusted && detail > 0 && countPress('p'), true);
  addEventListener('keydown', ({ key, target }) =>
    (key === 'Enter' || key === ' ') && target.matches(CONTROLS) && countPress('p'), true);
  addEventListener('paste', () => countPress('v'), true);
`;
const MAILBOX = 'http://mailbox.example/';
const MOST_STOPS = 60;

/** Somebody at a browser, by pointer or by keyboard alone, and the presses that were made in it. */
type Hands = {
  readonly page: Page;
  readonly press: (control: Locator) => Promise<void>;
  readonly paste: (field: Locator, text: string) => Promise<void>;
  /** Since the last time it was asked. */
  readonly presses: () => string;
};

/** Words of the page's own text that are torn over two rows. */
const BROKEN_WORDS = `(() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const broken = [];
  while (walker.nextNode()) {
    for (const { 0: word, index } of walker.currentNode.data.matchAll(/\\p{L}+/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
    }
  }
  return broken;
})()`;

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

  const context = async (width = 360): Promise<BrowserContext> => {
    const made = await browser.newContext({ locale: 'en', viewport: { width, height: 740 } });
    await made.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: world.publicUrl });
    return made;
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const open = async (there: BrowserContext, made: Made): Promise<Page> => {
    const page = await there.newPage();
    await page.goto(made.url);
    return page;
  };
  const pasted = async (page: Page, field: Locator, text: string): Promise<void> => {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await field.focus();
    await page.keyboard.press('Control+V');
  };

  const handsAt = async (there: BrowserContext, by: 'pointer' | 'keyboard'): Promise<Hands> => {
    let presses = '';
    await there.exposeFunction('countPress', (what: string) => void (presses += what));
    await there.addInitScript(COUNT_PRESSES);
    const page = await there.newPage();
    const reach = async (control: Locator): Promise<void> => {
      await control.waitFor();
      for (let stop = 0; stop < MOST_STOPS; stop += 1) {
        if ((await control.and(page.locator(':focus')).count()) > 0) return;
        await page.keyboard.press('Tab');
      }
      throw new Error('the control is not reached with the Tab key');
    };
    const byKey = async (control: Locator): Promise<void> => {
      await reach(control);
      await page.keyboard.press((await control.getAttribute('type')) === 'checkbox' ? 'Space' : 'Enter');
    };
    return {
      page,
      press: by === 'keyboard' ? byKey : (control) => control.click(),
      paste: async (field, text) => {
        if (by === 'keyboard') await reach(field);
        await pasted(page, field, text);
      },
      presses: () => {
        const told = presses;
        presses = '';
        return told;
      },
    };
  };

  /** The invitation as it is sent, in a mailbox somewhere else. */
  const openMail = async ({ page }: Hands, made: Made): Promise<Locator> => {
    const { html } = createMailTexts(world.pages).render({ ...MAIL, joinUrl: made.url }, 'en');
    await page.route(MAILBOX, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await page.goto(MAILBOX);
    return page.getByRole('link');
  };
  const allow = async ({ page, press }: Hands): Promise<void> => {
    await page.getByRole('heading', { name: 'Do you allow access?' }).waitFor();
    await press(page.locator('#consent'));
    await press(button(page, 'Allow'));
    await page.getByRole('heading', { name: 'Anna Ng can connect now' }).waitFor();
  };
  const ready = { status: 'Ready', address: '123456789' };

  it.each([
    [360, 'pointer'],
    [360, 'keyboard'],
    [1280, 'pointer'],
    [1280, 'keyboard'],
  ] as const)(
    'is four presses and one paste the first time, and three presses for a device that comes again, from the mail on: %i pixels, %s',
    async (width, by) => {
      const there = await context(width);
      const hands = await handsAt(there, by);
      const first = await world.create();
      await hands.press(await openMail(hands, first));
      await hands.press(button(hands.page, 'Yes, continue'));
      await hands.paste(hands.page.locator('#address'), ' 123 456 789 ');
      await allow(hands);
      expect(hands.presses()).toBe('ppvpp');
      expect((await world.stored(first.id)).request).toMatchObject(ready);
      const again = await world.create();
      await hands.press(await openMail(hands, again));
      await allow(hands);
      expect(hands.presses()).toBe('ppp');
      expect((await world.stored(again.id)).request).toMatchObject(ready);
      await there.close();
    },
  );

  it('is as short without script', async () => {
    const there = await browser.newContext({ locale: 'en', javaScriptEnabled: false });
    await there.addCookies(await cookiesOfMay(world));
    const made = await world.create();
    const page = await open(there, made);
    await page.locator('#consent').click();
    await button(page, 'Allow').click();
    await page.getByRole('heading', { name: 'Anna Ng can connect now' }).waitFor();
    expect((await world.stored(made.id)).request).toMatchObject(ready);
    await there.close();
  });

  it.each([
    ['en', 360, 'light'],
    ['zh-TW', 1280, 'dark'],
    ['ar', 360, 'dark'],
  ] as const)(
    'is clean for everybody and light where a device comes again, at 200 %% text too: %s, %i pixels, %s',
    async (locale, width, colorScheme) => {
      const there = await browser.newContext({
        bypassCSP: true,
        locale,
        colorScheme,
        viewport: { width, height: 800 },
      });
      await there.addCookies(await cookiesOfMay(world));
      const page = await there.newPage();
      const pieces: Promise<Buffer>[] = [];
      page.on('response', (response) => pieces.push(response.body()));
      await page.goto((await world.create()).url, { waitUntil: 'load' });
      await page.locator('#consent').waitFor();
      const bytes = (await Promise.all(pieces)).reduce((sum, piece) => sum + piece.length, 0);
      expect(bytes).toBeLessThan(30_000);
      expect(await seriousFindings(page)).toEqual([]);
      await page.addStyleTag({ content: 'html { font-size: 200%; }' });
      expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);
      // Chinese may be broken anywhere.
      const words = locale === 'zh-TW' ? [] : await page.evaluate(BROKEN_WORDS);
      expect(words).toEqual([]);
      await there.close();
    },
  );

  it('does not go on by itself with what is no address', async () => {
    const there = await context();
    const page = await open(there, await world.create());
    await button(page, 'Yes, continue').click();
    await page.locator('#address').waitFor();
    await pasted(page, page.locator('#address'), '+49 30 123456');
    await page.waitForFunction("document.querySelector('#address').value !== ''");
    await pasted(page, page.locator('#address'), '123456789');
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
