import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { describeInBrowser } from './browser.ts';
import { demoWorld, type DemoWorld } from './demo-world.ts';

const WITHIN = { timeout: 2000 };

describeInBrowser('Agent and end user, each in a browser of their own', () => {
  let world: DemoWorld;
  let panel: Page;
  let join: Page;

  beforeAll(async () => {
    world = await demoWorld();
    panel = await (await world.browser.newContext({ locale: 'en' })).newPage();
    join = await (await world.browser.newContext({ locale: 'en' })).newPage();
    await panel.goto(`${world.url}/demo`);
    await panel.getByRole('button', { name: 'Send session request' }).click();
    await inPanel('Open').waitFor();
    await join.goto((await panel.locator('[data-url]').getAttribute('data-url')) ?? '');
  });
  afterAll(() => world.close());

  const inPanel = (status: string) => panel.locator(`[data-status=${status}]`);
  const onPage = (name: string | RegExp) => join.getByRole('heading', { level: 1, name });

  it("see each other's presses within two seconds", async () => {
    await join.getByRole('button', { name: 'Yes, continue' }).click();
    await inPanel('Waiting').waitFor(WITHIN);
    await panel.getByRole('button', { name: 'Ask for access' }).click();
    await join
      .getByText(/is ready and asks to connect now/)
      .first()
      .waitFor(WITHIN);
    await join.getByLabel('Your AnyDesk address').fill('123 456 789');
    await join.getByRole('button', { name: 'Continue' }).click();
    await panel.getByText('123 456 789').waitFor(WITHIN);
    await join.getByRole('checkbox').check();
    await join.getByRole('button', { name: /^Allow/ }).click();
    await inPanel('Ready').waitFor(WITHIN);
  });

  it('are told in the panel that the server is away, with the last known state and its time', async () => {
    await world.stop();
    await panel.getByText(/No connection to the server\. Shown as of/).waitFor();
    expect(await inPanel('Ready').count()).toBe(1);
  });

  it('go on by themselves when the server is back, and miss nothing that happened while only one of them was connected', async () => {
    await panel.route('**/live', (route) => route.abort());
    await world.start();
    await join
      .getByRole('button', { name: /stop|withdraw|not any more/i })
      .first()
      .click();
    await onPage(/Nobody can connect/).waitFor();
    expect(await inPanel('Ready').count()).toBe(1);
    await panel.unroute('**/live');
    await inPanel('Waiting').waitFor({ timeout: 10_000 });
    await eventually(
      'the panel to say no more that it is alone',
      async () => !(await panel.locator('#panel-age').isVisible()),
    );
  });

  it('need no loading anew after all that', async () => {
    await panel.getByText('More', { exact: true }).click();
    await panel.getByText('Close', { exact: true }).first().click();
    await panel.getByRole('button', { name: 'Close', exact: true }).click();
    await onPage(/closed|over|finished/i).waitFor({ timeout: 10_000 });
  });
});
