import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser } from './browser.ts';
import { demoWorld, type DemoWorld, newTab, picture } from './demo-world.ts';

describeInBrowser('Somebody who tries the Salesforce case of the demo', () => {
  let world: DemoWorld;
  let context: BrowserContext;
  let desk: Page;
  let org: FrameLocator;
  let panel: ReturnType<FrameLocator['locator']>;

  beforeAll(async () => {
    world = await demoWorld();
    context = await world.browser.newContext({ viewport: { width: 1280, height: 1000 }, bypassCSP: true });
    context.setDefaultTimeout(30_000);
    desk = await context.newPage();
    org = desk.frameLocator('iframe.desk');
    panel = org.locator('#sidebar');
  });
  afterAll(() => world.close());

  it('goes there from the ticket with one press, and finds the real panel on the case', async () => {
    await desk.goto(`${world.url}/demo`);
    await desk.getByRole('button', { name: 'Continue as Mara Lindqvist' }).click();
    await desk.getByRole('link', { name: 'Salesforce case' }).click();
    await panel.getByRole('button', { name: 'Request session for Hannah Osei' }).waitFor();
    expect(await desk.getByText(/Authorize/).isVisible()).toBe(false);
    expect([await seriousFindings(desk), await sidewaysPx(desk)]).toEqual([[], 0]);
  });

  it('asks, is Hannah in the mailbox, joins, allows, and connects without signing in anywhere', async () => {
    await panel.getByRole('button', { name: 'Request session for Hannah Osei' }).click();
    await panel.locator('[data-status=Open]').waitFor();
    const mailbox = await newTab(context, () => desk.getByRole('link', { name: 'Mailbox' }).click());
    await mailbox
      .getByRole('button', { name: /remote support/i })
      .first()
      .click();
    const join = await newTab(context, () => mailbox.frameLocator('#html').getByRole('link').first().click());
    await join.getByRole('button', { name: 'Yes, continue' }).click();
    await join.getByLabel('Your AnyDesk address').fill('123 456 789');
    await join.getByRole('button', { name: 'Continue' }).click();
    await join.locator('#consent').check();
    await join.getByRole('button', { name: /^Allow/ }).click();
    await desk.bringToFront();
    await panel.locator('[data-status=Ready]').waitFor();
    await org
      .locator('#feed')
      .getByText(/allowed access for/)
      .waitFor();
    await picture(desk, 'demo-salesforce');
    const connect = await newTab(context, () => panel.getByRole('link', { name: /^Connect/ }).click());
    await connect.getByRole('heading', { level: 1, name: 'Connect to Hannah Osei' }).waitFor();
  });

  it('is a colleague, who does not see that case but his own, and may read it in another language', async () => {
    await desk.bringToFront();
    await desk.getByRole('button', { name: 'Jun Watanabe' }).click();
    await panel.getByText('This case cannot be read').waitFor();
    await org.getByRole('link', { name: 'Cases' }).click();
    await org.getByRole('heading', { name: 'Cases' }).waitFor();
    // A frame that was not painted yet takes no press.
    await picture(desk, 'demo-salesforce-cases');
    await org.getByRole('link', { name: '00001043' }).click();
    await panel.getByRole('heading', { name: 'Remote support' }).waitFor();
    await picture(desk, 'demo-salesforce-colleague');
    await org.getByRole('link', { name: '繁體中文' }).click();
    await panel.getByRole('heading', { name: '遠端支援' }).waitFor();
  });

  it('starts over with the server, whose org is new: the request that is open already comes back, with news of it or with a press', async () => {
    await world.restart();
    await desk.goto(`${world.url}/demo?desk=salesforce`);
    await desk.getByRole('button', { name: 'Mara Lindqvist' }).click();
    const shown = panel.locator('[data-status=Ready]').getByText('RS-000001');
    const button = panel.getByRole('button', { name: 'Request session for Hannah Osei' });
    await Promise.any([shown.waitFor(), button.click()]);
    await shown.waitFor();
  });
});
