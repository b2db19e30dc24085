import type { BrowserContextOptions } from 'playwright-core';

/** A language, a width and a brightness in which every path is walked. */
export type Cell = {
  readonly locale: string;
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
};

/** Each language on a phone and at a desk; light and dark take turns, so that every language is seen in both. */
export const CELLS: readonly Cell[] = ['en', 'zh-TW', 'ar'].flatMap((locale, index) => [
  { locale, width: 360, colorScheme: index % 2 === 0 ? 'light' : 'dark' },
  { locale, width: 1280, colorScheme: index % 2 === 0 ? 'dark' : 'light' },
]);

export const contextOf = ({ locale, width, colorScheme }: Cell): BrowserContextOptions => ({
  bypassCSP: true,
  locale,
  colorScheme,
  viewport: { width, height: 800 },
});
