import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from './browser.ts';
import { type CaseVisit, caseVisit } from './case-visit.ts';
import { caseWorld, type CaseWorld } from './case-world.ts';
import { newTab, picture } from './demo-world.ts';

/** What stands in the feed afterwards; opening and allowing share an entry when they follow closely. */
const MILESTONES = [
  /Mara Lindqvist asked Hannah Osei for a remote session/g,
  /Hannah Osei opened the request/g,
  /Hannah Osei allowed access for Mara Lindqvist/g,
  /Mara Lindqvist is connected to Hannah Osei/g,
  /session was ended/g,
  /closed the request\. Outcome: Solved\. Note: Password cache cleared\./g,
];

describeInBrowser('An agent at a Salesforce case', () => {
  let world: CaseWorld;
  let visit: CaseVisit;
  let caseId: string;
  let join: Page;
  let connect: Page;

  beforeAll(async () => {
    world = await caseWorld();
    visit = await caseVisit(world, world.org.people.mara);
    caseId = await world.addCase();
    await visit.open(caseId);
  });
  afterAll(() => world.close());

  it('sends a request with one press, and sees it come to be without doing anything', async () => {
    await visit.press('Request session for Hannah Osei');
    await visit.panel.locator('[data-status=Open]').waitFor();
    await visit.panel.getByText('Hannah Osei has not joined yet.').waitFor();
    expect(await visit.panel.getByRole('button', { name: /^Request session/ }).count()).toBe(0);
    await picture(visit.page, 'case-1-open');
  });

  it('asks for access while the user, who has followed the link of the mail, hesitates', async () => {
    const [mail] = await world.mail.control.waitFor(1, { to: 'hannah.osei@kestrel.example', timeoutMs: 15_000 });
    join = await (await world.browser.newContext({ locale: 'en-GB' })).newPage();
    await join.goto(/https?:\/\/\S+\/join\/\w+/.exec(mail?.text ?? '')?.[0] ?? '');
    await join.getByRole('button', { name: 'Yes, continue' }).click();
    await join.getByLabel('Your AnyDesk address').fill('123 456 789');
    await join.getByRole('button', { name: 'Continue' }).click();
    await visit.status(caseId, 'Waiting');
    await visit.press('Ask for access');
    await visit.panel.getByText(/was asked for access/).waitFor();
    await picture(visit.page, 'case-2-asked');
  });

  it('sees Ready as soon as the user has allowed it', async () => {
    await join.reload();
    await join.locator('#consent').check();
    await join.getByRole('button', { name: /^Allow/ }).click();
    await join.getByRole('heading', { level: 1, name: /can connect now/ }).waitFor();
    await visit.status(caseId, 'Ready');
    await visit.panel.getByText('Hannah Osei has allowed access. Press Connect.').waitFor();
    await picture(visit.page, 'case-3-ready');
  });

  it('opens the connect page with Connect, and signs in there', async () => {
    connect = await newTab(visit.context, () => visit.panel.getByRole('link', { name: /^Connect/ }).click());
    const [mara] = world.agents;
    await connect.getByLabel('Mail address').fill(mara?.email ?? '');
    await connect.getByLabel('Password').fill(mara?.password ?? '');
    await connect.getByRole('button', { name: 'Sign in', exact: true }).click();
    await connect.getByRole('heading', { level: 1, name: 'Connect to Hannah Osei' }).waitFor();
    await picture(connect, 'case-4-connect');
  });

  it('tells that the session has begun and ended', async () => {
    await visit.page.bringToFront();
    await visit.panel.getByText('More', { exact: true }).click();
    await visit.press('The session has begun');
    await visit.status(caseId, 'Connected');
    await join.getByRole('heading', { level: 1, name: /is connected/ }).waitFor();
    await visit.press('The session has ended');
    await visit.status(caseId, 'Ready');
    await visit.panel.getByText(/^The session has ended\. You may connect again until/).waitFor();
  });

  it('closes the request with outcome and note', async () => {
    await visit.panel.getByRole('combobox', { name: 'Outcome' }).click();
    await visit.panel.getByRole('option', { name: 'Solved', exact: true }).click();
    await visit.panel.getByLabel('Note for the case').fill('Password cache cleared.');
    await visit.press('Close');
    await visit.status(caseId, 'Closed');
    await visit.panel.getByText('Past (1)').waitFor();
    await picture(visit.page, 'case-5-closed');
  });

  it('finds each milestone in the feed of the case exactly once', async () => {
    const posts = visit.page.locator('#feed > li');
    await posts.filter({ hasText: 'Password cache cleared.' }).waitFor();
    await picture(visit.page, 'case-6-feed');
    const texts = await posts.allTextContents();
    const timesTold = MILESTONES.map((milestone) => texts.join('\n').match(milestone)?.length ?? 0);
    expect(timesTold).toEqual(MILESTONES.map(() => 1));
    const markers = texts.flatMap((text) => text.match(/RS-\d{6,}-\d{2,}-[0-9A-Z]{4}/g) ?? []);
    expect(new Set(markers).size).toBe(texts.length);
    expect(texts.every((text) => text.includes('Internal only'))).toBe(true);
  });

  it('reads the same in the log of the request', async () => {
    await visit.panel.getByText('Past (1)').click();
    await visit.panel.getByText('What happened').click();
    await visit.panel
      .getByText(/Password cache cleared\./)
      .last()
      .waitFor();
  });

  it('has met no error and no broken rule of the page on the way', () => {
    expect(visit.complaints).toEqual([]);
  });
});
