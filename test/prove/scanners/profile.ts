import type { BrowserContext } from 'playwright-core';

/** A program that gets hold of a link, and what such programs were seen to do with it. */
export type Profile = {
  readonly name: string;
  readonly visit: (link: ScannedLink) => Promise<Visited>;
};

export type ScannedLink = {
  readonly joinUrl: string;
  /** Seems to come from here; each link has a place of its own. */
  readonly place: string;
  /** A browser that nobody sits at. */
  readonly browser: () => Promise<BrowserContext>;
};

/** Answers to all that was asked, by status; a POST that led on is one that was carried out. */
export type Visited = { readonly statuses: readonly number[]; readonly carriedOut: number };
