import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { texts } from '../../../server/texts/texts.ts';
import { seriousFindings } from '../axe.ts';
import type { Cell } from './cells.ts';

export const EYES = fileURLToPath(new URL('page-eyes.js', import.meta.url));
const MOST_TABS = 60;
/** The keyboard may pass the browser's own parts before it comes round again. */
const SPARE_TABS = 3;

type Params = Readonly<Record<string, string | number>>;
type Focused = {
  readonly tagName: string;
  readonly id: string;
  readonly names: readonly string[];
  readonly isInvalid: boolean;
};
type Seen = {
  readonly title: string;
  readonly heading: string;
  readonly language: string;
  readonly focused: Focused;
  readonly text: string;
  readonly shape: string;
};

/** Somebody in one cell who has no mouse. Names of controls and pages are those of the locale files. */
export type Reader = {
  readonly page: Page;
  readonly t: (key: string, params?: Params) => string;
  readonly open: (url: string) => Promise<void>;
  /** Goes on with Tab to the control of this name; throws when the keyboard does not reach it. */
  readonly goTo: (name: string) => Promise<void>;
  /** Goes there and presses; a page of its own follows. */
  readonly press: (name: string, key?: 'Enter' | 'Space') => Promise<void>;
  /** Goes there and presses; the page stays. */
  readonly use: (name: string, key?: string) => Promise<void>;
  /** Goes there and writes, instead of what stands there. */
  readonly type: (name: string, text: string) => Promise<void>;
  /** Presses Enter where the keyboard is; a page of its own follows. */
  readonly enter: () => Promise<void>;
  /** Goes to a link that opens a window of its own, presses it, and comes back. The window's address. */
  readonly openAside: (name: string) => Promise<string>;
  /** The page of this heading is there, now or by news from the server. Notes everything that is wrong with it. */
  readonly sees: (heading: string, ...more: readonly string[]) => Promise<void>;
  /** Everything that was wrong so far, once. */
  readonly faults: () => readonly string[];
};

/** `shapes`: the pages that were looked at closely in this cell, so that each is once. */
export async function createReader(page: Page, cell: Cell, shapes: Set<string>): Promise<Reader> {
  await page.addInitScript({ path: EYES });
  const words = texts(cell.locale);
  const clean = (text: string): string =>
    text
      .replaceAll(/[\u2066-\u2069]/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const found: string[] = [];
  /** Where the keyboard was when the page was last looked at. */
  let held = 'BODY';
  let came: 'at first' | 'by a link' | 'by a press' | 'by itself' = 'at first';
  const ask = async <Answer>(what: string): Promise<Answer> => (await page.evaluate(`pageEyes.${what}`)) as Answer;
  const note = (where: string, faults: readonly string[]): void => {
    found.push(...faults.map((fault) => `${where}: ${fault}`));
  };
  const goTo = async (name: string): Promise<void> => {
    const passed: string[] = [];
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      const { names } = await ask<Focused>('focused()');
      if (tabs > 0 && names.includes(clean(name))) return note(name, await ask('focusFaults()'));
      passed.push(names.at(-1) ?? '');
      await page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not reach "${name}", only: ${[...new Set(passed)].join(' | ')}`);
  };
  /** Twice when something was missed: news may renew the page while the keyboard is under way. */
  const goRound = async (heading: string, part: 'main' | 'body'): Promise<void> => {
    const most = (await ask<number>(`beginRound('${part}')`)) + SPARE_TABS;
    for (let tabs = 1; tabs <= 2 * most; tabs += 1) {
      await page.keyboard.press('Tab');
      if (tabs !== most || (await ask<number>('missed().length')) > 0) continue;
      if (part === 'main' && (await ask<boolean>('isHeld()'))) note(heading, ['the keyboard is held in it']);
      return;
    }
  };
  const lookClosely = async ({ heading, shape }: Seen): Promise<void> => {
    await ask('openAll()');
    note(heading, await ask('look()'));
    // The frame around is the same on every page: once in a cell is enough.
    const part = shapes.size === 1 ? 'body' : 'main';
    await goRound(heading, part);
    note(heading, await ask('endRound()'));
    // axe takes longest, and what it judges is the same at both widths: each looks at every other page, light and dark by turns.
    const isOwnTurn = (shape.length % 2 === 0) === (cell.width === 360);
    if (isOwnTurn || part === 'body') note(heading, await seriousFindings(page, undefined, part));
    await ask('closeAgain()');
  };
  const judge = (seen: Seen, heading: string): void => {
    const { tagName, isInvalid } = seen.focused;
    if (!seen.title.startsWith(heading)) note(heading, [`the title says "${seen.title}"`]);
    if (seen.language !== `${words.language} ${words.dir}`) note(heading, [`it is in ${seen.language}`]);
    if (came === 'by a press' && tagName !== 'H1' && !isInvalid) note(heading, [`the focus is at ${tagName}`]);
    if (came === 'by itself' && tagName === 'BODY' && held !== 'BODY') note(heading, ['the focus is lost']);
  };
  return {
    page,
    t: (key, params) => clean(words.lookUp(key, params)),
    goTo,
    open: async (url) => {
      await page.goto(url);
      came = 'at first';
    },
    press: async (name, key = 'Enter') => {
      await goTo(name);
      const { tagName } = await ask<Focused>('focused()');
      came = tagName === 'A' ? 'by a link' : 'by a press';
      await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
    },
    use: async (name, key = 'Space') => {
      await goTo(name);
      await page.keyboard.press(key);
    },
    type: async (name, text) => {
      await goTo(name);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    enter: async () => {
      came = 'by a press';
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    },
    openAside: async (name) => {
      await goTo(name);
      const [aside] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
      await aside.waitForLoadState();
      const url = aside.url();
      await aside.close();
      return url;
    },
    sees: async (heading, ...more) => {
      let seen = await ask<Seen>('page()');
      const isThere = (): boolean => seen.heading === heading && more.every((text) => seen.text.includes(text));
      if (!isThere()) {
        const wanted = JSON.stringify({ heading, more });
        const wait = `(() => { const { heading, more } = ${wanted}; const { heading: h, text } = pageEyes.page();
          return h === heading && more.every((one) => text.includes(one)); })()`;
        await page.waitForFunction(wait).catch((error: unknown) => {
          throw new Error(`Not "${[heading, ...more].join(' / ')}" but: ${seen.text}`, { cause: error });
        });
        if (came === 'at first') came = 'by itself';
        seen = await ask('page()');
      }
      judge(seen, heading);
      came = 'by itself';
      if (!shapes.has(seen.shape)) {
        shapes.add(seen.shape);
        await lookClosely(seen);
      }
      held = (await ask<Focused>('focused()')).tagName;
    },
    faults: () => found.splice(0),
  };
}
