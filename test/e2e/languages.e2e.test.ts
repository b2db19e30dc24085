import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LANGUAGES, texts } from '../../server/texts/texts.ts';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser, startBrowser } from './browser.ts';
import { bring, JOIN_STATES } from './page-states.ts';
import { pagesWorld, type PagesWorld } from './pages-world.ts';

const PHONE = { width: 360, height: 740 };
/** A page of each kind: what a worried person reads on the way from the message to the session. */
const STEPS = [
  'planned',
  'another time',
  'invitation',
  'report check',
  'prepare',
  'asked',
  'ready',
  'connected',
  'session over',
  'closed',
];
/** What stands on a page and is in no language: names, products, addresses. */
const SAME_EVERYWHERE =
  /AnyDesk|Acme|Anna Ng|Anna|INC-42|RS-\d+|Windows|macOS|Linux|Mac|Accept|Your Address|Printer prints nothing|[\d ]+/g;

describeInBrowser('on a phone', () => {
  let world: PagesWorld;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const urls = new Map<string, string>();
  const english = new Map<string, ReadonlySet<string>>();

  beforeAll(async () => {
    world = await pagesWorld();
    browser = await startBrowser();
    context = await browser.newContext({ bypassCSP: true, locale: 'en', viewport: PHONE });
    page = await context.newPage();
    for (const state of JOIN_STATES.filter(({ name }) => STEPS.includes(name))) {
      const made = await bring(world, state);
      urls.set(state.name, made.url + (state.ask ?? '?ask='));
    }
    for (const step of STEPS) {
      await look(step, 'en');
      english.set(step, new Set(await lines()));
    }
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const look = async (step: string, language: string): Promise<void> => {
    await page.goto(`${urls.get(step)}&lang=${language}`);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
  };
  const read = (script: string): Promise<string> => page.evaluate(script);
  const lines = async (): Promise<readonly string[]> =>
    (await read("document.querySelector('main').innerText")).split('\n');

  it('there is a page of every kind', () => {
    expect([...urls.keys()].toSorted()).toEqual(STEPS.toSorted());
    expect(LANGUAGES).toHaveLength(14);
  });

  describe.each(LANGUAGES)('the end user’s pages in %s', (language) => {
    it('say which language they are in and which way it runs, and nothing sticks out sideways', async () => {
      const faults: unknown[] = [];
      for (const step of STEPS) {
        await look(step, language);
        const html = await read("document.documentElement.lang + ' ' + document.documentElement.dir");
        const sideways = await sidewaysPx(page);
        if (html !== `${language} ${texts(language).dir}` || sideways > 0) faults.push({ step, html, sideways });
      }
      expect(faults).toEqual([]);
    });
  });

  it.each(LANGUAGES.filter((tag) => tag !== 'en'))('no sentence of English is left on them in %s', async (language) => {
    const left: string[] = [];
    for (const step of STEPS) {
      await look(step, language);
      const own = await lines();
      left.push(
        ...own.filter((line) => english.get(step)?.has(line) && / \w+ \w+/.test(line.replaceAll(SAME_EVERYWHERE, ''))),
      );
    }
    // The two words are the same for both, so that they can be compared on the phone.
    expect(left.filter((line) => !/^[a-z]+ [a-z]+$/.test(line))).toEqual([]);
  });

  it('Arabic pages can be read by everybody, and keep an address in its own direction', async () => {
    await look('asked', 'ar');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await read("document.querySelector('label[for=consent]').textContent")).toContain('\u2068123 456 789\u2069');
    await look('prepare', 'ar');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await read("document.querySelector('#address').dir")).toBe('ltr');
    const { left: start } = (await page.evaluate("document.querySelector('h1').getBoundingClientRect().toJSON()")) as {
      left: number;
    };
    expect(start).toBeGreaterThanOrEqual(0);
  });

  it.each(['de', 'ar', 'ja'])('pictures are kept of the consent in %s', async (language) => {
    await look('asked', language);
    const picture = await page.screenshot({ path: `test/artifacts/join-consent-${language}-360.png`, fullPage: true });
    expect(picture.length).toBeGreaterThan(10_000);
  });
});
