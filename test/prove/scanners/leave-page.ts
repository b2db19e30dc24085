import type { Page } from 'playwright-core';

/** Closes a page with its context. A context that is closed while its page is on the way elsewhere was seen never to end. */
export async function leavePage(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.goto('about:blank');
  await page.context().close();
}
