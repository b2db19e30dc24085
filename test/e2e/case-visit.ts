import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { CaseWorld } from './case-world.ts';

/** A browser of one agent at one case of the org, with the panel beside it. */
export type CaseVisit = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly panel: Locator;
  /** Errors and broken rules of any page. */
  readonly complaints: string[];
  open(caseId: string, more?: { readonly widthPx?: number; readonly lang?: string }): Promise<void>;
  /** Waits until the org has the request in this status, and looks again as an impatient person does. */
  status(caseId: string, status: string): Promise<void>;
  /** Presses the panel's own Refresh. */
  refresh(): Promise<void>;
  press(name: string | RegExp): Promise<void>;
};

export async function caseVisit(
  world: CaseWorld,
  userId: string,
  options: BrowserContextOptions = {},
): Promise<CaseVisit> {
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.location().url}: ${message.text()}`);
  });
  const page = await context.newPage();
  const panel = page.locator('#sidebar');
  const refresh = async (): Promise<void> => {
    await panel.getByRole('button', { name: 'Refresh' }).click();
  };
  return {
    context,
    page,
    panel,
    complaints,
    open: async (caseId, more) => {
      await page.goto(world.pages.caseUrl(userId, caseId, { lang: 'en-US', ...more }));
      await panel.locator('article').waitFor();
    },
    status: async (caseId, status) => {
      await world.request(caseId, (record) => record['Status__c'] === status);
      await refresh();
      await panel.locator(`[data-status=${status}]`).first().waitFor({ state: 'attached' });
    },
    refresh,
    press: (name) => panel.getByRole('button', { name, exact: typeof name === 'string' }).click(),
  };
}
