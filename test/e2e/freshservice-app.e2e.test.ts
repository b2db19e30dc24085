import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { agentVisit, type AgentVisit, appWorld, type AppWorld } from './app-world.ts';
import { describeInBrowser } from './browser.ts';
import { newTab, picture } from './demo-world.ts';

/** Generous for a busy machine; how fast it really is stands in the measurements. */
const WITHIN_MS = 12_000;

describeInBrowser('The app beside a ticket', () => {
  let world: AppWorld;
  let mara: AgentVisit;
  let join: Page;

  beforeAll(async () => {
    world = await appWorld();
    mara = await agentVisit(world, 'Mara Lindqvist');
    join = await (await world.browser.newContext({ locale: 'en' })).newPage();
  });
  afterAll(() => world.close());
  // Each test has the 50 calls of a minute for itself.
  beforeEach(() => world.platform.control.advance(60_000));

  const press = (name: string | RegExp) => mara.app.getByRole('button', { name, exact: true }).click();
  const onPage = (name: string | RegExp) => join.getByRole('heading', { level: 1, name }).waitFor();

  it('asks an agent to sign in once, and shows the ticket’s panel afterwards', async () => {
    await mara.open('1042');
    await mara.app.getByRole('heading', { name: 'Sign in once' }).waitFor();
    await picture(mara.page, 'app-1-sign-in');
    await mara.authorize();
    await mara.app.getByRole('button', { name: 'Request session for Hannah Osei' }).waitFor();
    await picture(mara.page, 'app-2-none-yet');
  });

  it('makes a request with one press, and gives its link for copying', async () => {
    await press('Request session for Hannah Osei');
    await mara.status('Open');
    await press('Copy link');
    await mara.app.getByText('The link is copied.').waitFor();
    const link = await mara.app.getByLabel('Link for Hannah Osei').inputValue();
    expect(link).toMatch(new RegExp(`^${world.url}/join/[0-9a-z]+$`));
    await join.goto(link);
    await onPage(/Mara/);
  });

  it('follows the end user at once: joined, allowed', async () => {
    await join.getByRole('button', { name: 'Yes, continue' }).click();
    await mara.status('Waiting', WITHIN_MS);
    await join.getByLabel('Your AnyDesk address').fill('123 456 789');
    await join.getByRole('button', { name: 'Continue' }).click();
    await join.locator('#consent').check();
    await join.getByRole('button', { name: /^Allow/ }).click();
    await mara.status('Ready', WITHIN_MS);
    await picture(mara.page, 'app-3-ready');
  });

  it('leads to the connect page in a new tab, where the agent is known already', async () => {
    const connect = await newTab(mara.context, () => mara.app.getByRole('link', { name: /^Connect/ }).click());
    await connect.getByRole('heading', { level: 1, name: 'Connect to Hannah Osei' }).waitFor();
    await connect.getByRole('button', { name: 'Open AnyDesk' }).click();
    await connect.getByRole('button', { name: /session has (begun|started)/i }).click();
    await mara.status('Connected', WITHIN_MS);
    await connect.close();
    await onPage(/is connected/);
  });

  it('ends the session and closes with an outcome, offered at once', async () => {
    await press('The session has ended');
    await mara.status('Ready');
    await mara.app.getByLabel('Outcome').selectOption('solved');
    await mara.app.getByLabel('Note for the ticket').fill('Password cache cleared.');
    await press('Close');
    await mara.app.locator('[data-status=Closed]').waitFor({ state: 'attached' });
    await onPage(/closed|over|finished/i);
    await picture(mara.page, 'app-4-closed');
  });

  it('has written every milestone on the ticket, each once', async () => {
    const entries = await eventually('five entries', async () => {
      const timeline = await world.desk.control.timeline(1042);
      return timeline.length >= 5 ? timeline : undefined;
    });
    const texts = entries.map(({ bodyText }) => bodyText);
    expect(texts).toEqual([
      expect.stringMatching(/Mara Lindqvist asked Hannah Osei for a remote session/),
      expect.stringMatching(/Hannah Osei allowed access for Mara Lindqvist/),
      expect.stringMatching(/Mara Lindqvist is connected to Hannah Osei/),
      expect.stringMatching(/session was ended/),
      expect.stringMatching(/closed the request\. Outcome: Solved\. Note: Password cache cleared\./),
    ]);
    const markers = texts.flatMap((text) => /RS-\d{6,}-\d{2,}-[0-9A-Z]{4}/.exec(text)?.[0] ?? []);
    expect(new Set(markers).size).toBe(texts.length);
  });

  it('takes the address from a device linked to the ticket, once the end user says that it is his, and says where it is from', async () => {
    const typeFields = { anydesk_id_27000123: '987 654 321' };
    await world.desk.control.putAsset({ displayId: 7, name: 'LAPTOP-0417', typeFields, ticketIds: [1045] });
    await mara.open('1045');
    // Until the server has told who else the ticket is about, the requester stands alone.
    await mara.app
      .getByRole('button', { name: /^Request session for/ })
      .nth(1)
      .waitFor();
    await press('Request session for Hannah Osei');
    await mara.status('Open');
    await mara.app.getByText(/987 654 321 · from device .?LAPTOP-0417/).waitFor();
    await press('Copy link');
    const link = await mara.app.getByLabel(/^Link for/).inputValue();
    const computer = await (await world.browser.newContext({ locale: 'en' })).newPage();
    await computer.goto(link);
    await computer.getByRole('button', { name: 'Yes, continue' }).click();
    await computer.getByText('It is noted for LAPTOP-0417.').waitFor();
    await mara.status('Waiting', WITHIN_MS);
    await computer.getByRole('button', { name: 'Yes, 987 654 321 is mine' }).click();
    await computer.locator('#consent').check();
    await computer.getByRole('button', { name: /^Allow/ }).click();
    await mara.status('Ready', WITHIN_MS);
    await mara.app.getByText('987 654 321 · from a linked device').waitFor();
    await computer.context().close();
  });

  it('did nothing that the real platform would complain about', async () => {
    const runs = await world.platform.control.events();
    expect(runs.flatMap(({ violations }) => violations)).toEqual([]);
    expect(runs.filter(({ outcome }) => outcome === 'threw' || outcome === 'timed-out')).toEqual([]);
    expect((await world.platform.control.calls()).filter(({ status }) => status === 429)).toEqual([]);
    expect(mara.complaints).toEqual([]);
  });
});

describeInBrowser('Two agents at the same ticket', () => {
  let world: AppWorld;
  beforeAll(async () => {
    world = await appWorld();
  });
  afterAll(() => world.close());

  it('see each other’s presses at once', async () => {
    const mara = await agentVisit(world, 'Mara Lindqvist');
    const jun = await agentVisit(world, 'Jun Watanabe');
    for (const agent of [mara, jun]) {
      await agent.open('1044');
      await agent.authorize();
    }
    await mara.app.getByRole('button', { name: /^Request session for/ }).click();
    await mara.status('Open');
    await jun.open('1044');
    await jun.status('Open');
    await mara.app.getByText('More', { exact: true }).click();
    await mara.app.locator('summary', { hasText: 'Assign' }).click();
    await mara.app.getByLabel('Assign to').selectOption('unassigned');
    await mara.app.getByRole('button', { name: 'Assign', exact: true }).click();
    const take = jun.app.getByRole('button', { name: 'Take it' });
    await take.waitFor({ timeout: WITHIN_MS });
    await take.click();
    await mara.app.locator('dd', { hasText: 'Jun Watanabe' }).waitFor({ timeout: WITHIN_MS });
  });
});
