import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { joinClient } from '../support/join-client.ts';
import { describeInBrowser } from './browser.ts';
import { type CaseVisit, caseVisit } from './case-visit.ts';
import { caseWorld, type CaseWorld } from './case-world.ts';

describeInBrowser('An agent who presses Connect on a Salesforce case and signs in with the org', () => {
  let world: CaseWorld;
  let visit: CaseVisit;
  /** What the browser handed to the system, and the places where a person would have seen a page. */
  let launches: string[];
  let seen: string[];
  const told = new EventEmitter();

  beforeAll(async () => {
    world = await caseWorld({ agentsSignIn: true });
  });
  beforeEach(async () => {
    launches = [];
    seen = [];
    const { mara } = world.org.people;
    await world.org.control.signsIn(mara);
    visit = await caseVisit(world, mara);
    await watchLaunches();
  });
  afterEach(async () => {
    expect(visit.complaints).toEqual([]);
    await visit.context.close();
  });
  afterAll(() => world.close());

  /** What a browser does with an `anydesk:` link is the system's business; that a page follows it once is ours. */
  async function watchLaunches(): Promise<void> {
    await visit.context.exposeFunction('tellLaunch', (url: string) => {
      launches.push(url);
      told.emit('launch');
    });
    await visit.context.addInitScript(`navigation.addEventListener('navigate', (event) => {
      if (!event.destination.url.startsWith('anydesk:')) return;
      event.preventDefault();
      window.tellLaunch(event.destination.url);
    });`);
  }

  /** A case whose user has allowed access, open in the agent's browser. */
  async function readyCase(): Promise<void> {
    const caseId = await world.addCase();
    await visit.open(caseId);
    await visit.press('Request session for Hannah Osei');
    const record = await world.request(caseId, ({ Join_Url__c: url }) => typeof url === 'string');
    const user = joinClient(String(record['Join_Url__c']));
    await user.walk('join');
    await user.walk('address', { address: '123 456 789' });
    await user.walk('allow', { consent: 'yes' });
    await visit.status(caseId, 'Ready');
  }

  async function pressConnect(): Promise<Page> {
    const [tab] = await Promise.all([
      visit.context.waitForEvent('page'),
      visit.panel.getByRole('link', { name: /^Connect/ }).click(),
    ]);
    tab.on('framenavigated', (frame) => {
      if (frame === tab.mainFrame()) seen.push(new URL(frame.url()).pathname);
    });
    return tab;
  }

  const launched = async (): Promise<void> => {
    while (launches.length === 0) await once(told, 'launch');
  };

  it('sees nothing but the request, and AnyDesk opens by that press', async () => {
    await readyCase();
    const tab = await pressConnect();
    await launched();
    expect(launches).toEqual(['anydesk:123456789']);
    expect(seen.filter((path) => !path.startsWith('/connect/'))).toEqual([]);
    await tab.getByRole('heading', { level: 1, name: 'Connect to Hannah Osei' }).waitFor();
    await tab.getByRole('heading', { name: 'AnyDesk is being opened' }).waitFor();
  });

  it('presses again with a sign-in that is fresh, and loading the page again opens nothing', async () => {
    await readyCase();
    const first = await pressConnect();
    await launched();
    await first.close();
    await readyCase();
    launches = [];
    const tab = await pressConnect();
    await launched();
    await tab.reload();
    await tab.getByRole('heading', { name: 'AnyDesk is being opened' }).waitFor();
    expect(launches).toEqual(['anydesk:123456789']);
  });

  it("logs in on the org's own page where there is no session, and goes straight on from there", async () => {
    await world.org.control.signsIn(world.org.people.mara, true);
    await readyCase();
    const tab = await pressConnect();
    await tab.getByRole('button', { name: 'Log In' }).click();
    await launched();
    expect(launches).toEqual(['anydesk:123456789']);
    expect(new URL(tab.url()).origin).toBe(world.url);
  });

  it('reads a sentence where the org does not let him in, and may try again', async () => {
    await readyCase();
    await world.org.control.signsIn(null);
    const tab = await pressConnect();
    await tab.getByRole('alert').getByText('or you cancelled').waitFor();
    // The refusal is an answer with an error's status, which the browser notes.
    visit.complaints.length = 0;
    await world.org.control.signsIn(world.org.people.mara);
    await tab.getByRole('link', { name: 'Try again' }).click();
    await tab.getByRole('button', { name: 'Open AnyDesk', exact: true }).waitFor();
    expect(launches).toEqual([]);
  });
});
