import { EventEmitter, once } from 'node:events';
import type { Page } from 'playwright-core';

/** What a page handed to AnyDesk. */
export type AnyDeskLaunches = {
  /** The links, in the order in which the page followed them. */
  readonly urls: readonly string[];
  /** Resolves when the page has followed one. */
  first(): Promise<void>;
};

/** Notes the `anydesk:` links that a page follows. What the system does with one is its business; that the page follows it once is ours. */
export async function anyDeskLaunches(page: Page): Promise<AnyDeskLaunches> {
  const urls: string[] = [];
  const told = new EventEmitter();
  await page.exposeFunction('tellLaunch', (url: string) => {
    urls.push(url);
    told.emit('launch');
  });
  await page.addInitScript(`navigation.addEventListener('navigate', (event) => {
      if (!event.destination.url.startsWith('anydesk:')) return;
      event.preventDefault();
      window.tellLaunch(event.destination.url);
    });`);
  return {
    urls,
    first: async () => {
      while (urls.length === 0) await once(told, 'launch');
    },
  };
}
