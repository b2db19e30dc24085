import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { describeInBrowser, startBrowser } from '../browser.ts';
import { bring, CONNECT_STATES, JOIN_STATES } from '../page-states.ts';
import { type Made, pagesWorld, type PagesWorld } from '../pages-world.ts';
import { type Cell, CELLS, contextOf } from './cells.ts';
import { createReader, type Reader } from './reader.ts';

export type Walk = {
  readonly reader: Reader;
  readonly world: PagesWorld;
  readonly context: BrowserContext;
  /** A request that was brought to the state of this name. */
  readonly at: (state: string) => Promise<Made>;
  readonly status: (made: Made) => Promise<string>;
};

/** What somebody does with the keyboard alone; the name goes on after who it is. */
export type Path = readonly [name: string, go: (walk: Walk) => Promise<void>];

type Grid = {
  readonly world?: Parameters<typeof pagesWorld>[0];
  /** Before a page is opened. */
  readonly prepare?: (walk: Walk) => Promise<unknown>;
  /** Paths in which most of the time is waiting: walked in all cells at once, after the others. */
  readonly together?: readonly Path[];
};

/** Walks every path in every cell: one browser and one server for all, one browser context for a cell. */
export function walkEverywhere(who: string, paths: readonly Path[], grid: Grid = {}): void {
  describeInBrowser(`by keyboard alone, ${who}`, () => {
    let world: PagesWorld;
    let browser: Browser;
    const contexts = new Map<Cell, BrowserContext>();
    const shapes = new Map(CELLS.map((cell) => [cell, new Set<string>()]));
    beforeAll(async () => {
      [world, browser] = await Promise.all([pagesWorld(grid.world), startBrowser()]);
    });
    afterAll(async () => {
      await browser.close();
      expect(world.faults).toEqual([]);
      await world.close();
    });

    const contextFor = async (cell: Cell): Promise<BrowserContext> => {
      const there = contexts.get(cell) ?? (await browser.newContext(contextOf(cell)));
      contexts.set(cell, there);
      // A browser that was here before is remembered: every path begins with a new one.
      await there.clearCookies();
      return there;
    };
    const walked = async (cell: Cell, go: Path[1]): Promise<readonly string[]> => {
      const context = await contextFor(cell);
      const reader = await createReader(await context.newPage(), cell, shapes.get(cell) ?? new Set());
      const status = async (made: Made): Promise<string> => (await world.stored(made.id)).request.status;
      const walk = { reader, world, context, status, at: (state: string) => broughtTo(world, state) };
      await grid.prepare?.(walk);
      await go(walk);
      await reader.page.close();
      return reader.faults();
    };

    describe.each(CELLS)('in $locale at $width pixels', (cell) => {
      it.each(paths)('%s', async (_name, go) => {
        expect(await walked(cell, go)).toEqual([]);
      });
    });

    if (grid.together === undefined) return;
    it.each(grid.together)('in every language and width, %s', async (_name, go) => {
      const faults = await Promise.all(CELLS.map((cell) => walked(cell, go)));
      expect(faults.flat()).toEqual([]);
    });
  });
}

function broughtTo(world: PagesWorld, name: string): Promise<Made> {
  const state = [...JOIN_STATES, ...CONNECT_STATES].find((one) => one.name === name);
  if (state === undefined) throw new Error(`there is no state "${name}"`);
  return bring(world, state);
}
