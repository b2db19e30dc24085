import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { agentVisit, type AgentVisit, appWorld, type AppWorld } from './app-world.ts';
import { describeInBrowser } from './browser.ts';

/** Generous for a busy machine; how fast it really is stands in the measurements. */
const WITHIN = { timeout: 12_000 };

describeInBrowser('Agent and end user, each in a browser of their own', () => {
  let world: AppWorld;
  let agent: AgentVisit;
  let join: Page;

  beforeAll(async () => {
    world = await appWorld();
    agent = await agentVisit(world, 'Mara Lindqvist');
    const visitor = await world.browser.newContext({ locale: 'en' });
    visitor.setDefaultTimeout(20_000);
    join = await visitor.newPage();
    await agent.open('1042');
    await agent.authorize();
    await agent.app.getByRole('button', { name: /^Request session/ }).click();
    await agent.status('Open');
    await agent.app.getByRole('button', { name: 'Copy link' }).click();
    await join.goto(await agent.app.getByLabel(/^Link for/).inputValue());
  });
  afterAll(() => world.close());

  const inPanel = (status: string) => agent.app.locator(`[data-status=${status}]`);
  const onPage = (name: string | RegExp) => join.getByRole('heading', { level: 1, name });
  const isAway = () => agent.app.getByText('The server cannot be reached.').first();

  it("see each other's presses at once", async () => {
    await join.getByRole('button', { name: 'Yes, continue' }).click();
    await inPanel('Waiting').waitFor(WITHIN);
    await agent.app.getByRole('button', { name: 'Ask for access' }).click();
    await join
      .getByText(/is ready and asks to connect now/)
      .first()
      .waitFor(WITHIN);
    await join.getByLabel('Your AnyDesk address').fill('123 456 789');
    await join.getByRole('button', { name: 'Continue' }).click();
    await agent.app.locator('dd', { hasText: '123 456 789' }).waitFor(WITHIN);
    await join.locator('#consent').check();
    await join.getByRole('button', { name: /^Allow/ }).click();
    await inPanel('Ready').waitFor(WITHIN);
  });

  it('are told in the panel that the server is away, with the last known state and its age', async () => {
    await world.stop();
    await isAway().waitFor();
    await agent.app.getByText(/This is how it was/).waitFor();
    expect(await inPanel('Ready').count()).toBe(1);
  });

  it('go on by themselves when the server is back, and miss nothing that happened while only one of them was connected', async () => {
    await world.platform.control.faults([{ templates: ['openPanel', 'watchTickets'], fault: { kind: 'reset' } }]);
    await world.start();
    await join
      .getByRole('button', { name: /stop|withdraw|not any more/i })
      .first()
      .click();
    await onPage(/Nobody can connect/).waitFor();
    expect(await inPanel('Ready').count()).toBe(1);
    await world.platform.control.faults([]);
    await inPanel('Waiting').waitFor({ timeout: 20_000 });
    await eventually('the panel to say no more that it is alone', async () => (await isAway().count()) === 0);
  });

  it('need no loading anew after all that', async () => {
    await agent.app.getByText('More', { exact: true }).click();
    await agent.app.locator('summary', { hasText: /^Close$/ }).click();
    await agent.app.getByRole('button', { name: 'Close', exact: true }).click();
    await onPage(/closed|over|finished/i).waitFor();
  });
});
