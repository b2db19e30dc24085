import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeInBrowser } from './browser.ts';
import { type CaseVisit, caseVisit } from './case-visit.ts';
import { caseWorld, type CaseWorld } from './case-world.ts';

const ONE_PRESS = 'Request session for Hannah Osei';

describeInBrowser('The panel on a Salesforce case, when not all is well', () => {
  let world: CaseWorld;
  let mara: CaseVisit;
  let caseId: string;

  beforeAll(async () => {
    world = await caseWorld();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    mara = await caseVisit(world, world.org.people.mara);
    caseId = await world.addCase();
  });
  afterEach(async () => {
    await world.org.control.faults([]);
    await mara.context.close();
  });
  const requestsOf = async (id: string) => (await world.org.control.casePage(id)).requests;

  describe('while the support server is away', () => {
    it('keeps what was pressed, says so, and it is done once when the server is back', async () => {
      await mara.page.clock.install();
      await mara.open(caseId);
      await world.stop();
      await mara.press(ONE_PRESS);
      await mara.panel.locator('[data-state=waiting]').waitFor();
      await mara.page.clock.fastForward(11_000);
      const late = mara.panel.locator('[data-state=late]');
      await late.getByText('Waiting for the support server: a new session request.').waitFor();
      expect(await late.textContent()).toContain('It has not been heard on this case yet.');
      await world.start();
      await mara.status(caseId, 'Open');
      await late.waitFor({ state: 'detached' });
      expect(await requestsOf(caseId)).toHaveLength(1);
    });
  });

  describe('when Salesforce says no', () => {
    it('shows the sentence of the rule that refused, and the button can be pressed again', async () => {
      const message = 'Cases of partners need a contract first.';
      const statusCode = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';
      const fault = { kind: 'record', object: 'Session_Request_Command__c', statusCode, message } as const;
      await world.org.control.faults([{ when: { next: 1 }, fault }]);
      await mara.open(caseId);
      await mara.press(ONE_PRESS);
      await mara.panel.getByText(`Salesforce did not accept it: ${message}`).waitFor();
      await mara.press('Dismiss');
      await mara.press(ONE_PRESS);
      await mara.status(caseId, 'Open');
    });

    it('shows nothing of a case that the agent may not see', async () => {
      const jun = await caseVisit(world, world.org.people.jun);
      await jun.open(caseId);
      await jun.panel.getByText('This case cannot be read').waitFor();
      expect(await jun.page.locator('body').textContent()).not.toContain('Osei');
      await jun.context.close();
    });

    it('says which permission set is missing, and to whom to turn', async () => {
      const { control, people } = world.org;
      await control.assign(people.mara, 'Session_Requests_Agent', false);
      await mara.open(caseId);
      await mara.panel.getByText('No access to session requests').waitFor();
      await control.assign(people.mara, 'Session_Requests_Agent', true);
      await mara.page.reload();
      await mara.panel.getByRole('button', { name: ONE_PRESS }).waitFor();
    });
  });

  describe('when the answer is lost or late', () => {
    it('makes one request when the browser itself sends the press once more', async () => {
      const lost = { on: { route: 'ui-records' }, when: { next: 1 }, fault: { kind: 'lost-answer' } } as const;
      await mara.open(caseId);
      await world.org.control.faults([lost]);
      await mara.press(ONE_PRESS);
      await world.request(caseId, (record) => record['Status__c'] === 'Open');
      expect(await requestsOf(caseId)).toHaveLength(1);
      await mara.refresh();
      await mara.panel.locator('[data-status=Open]').waitFor();
      expect(await mara.panel.getByText(/not known whether your press arrived/).count()).toBe(0);
    });

    it('asks to send again what the org took although nobody heard so, and does it once', async () => {
      await mara.open(caseId);
      const blind = { on: { route: 'graphql' }, when: 'always', fault: { kind: 'reset' } } as const;
      const unheard = { on: { route: 'ui-records' }, when: 'always', fault: { kind: 'lost-answer' } } as const;
      await world.org.control.faults([unheard, blind]);
      await mara.press(ONE_PRESS);
      await mara.panel.getByText(/not known whether your press arrived/).waitFor();
      await world.org.control.faults([blind]);
      await mara.press('Send again');
      await world.org.control.faults([]);
      await mara.status(caseId, 'Open');
      const { commands, requests } = await world.org.control.casePage(caseId);
      expect([commands.length, requests.length]).toEqual([1, 1]);
    });

    it('says that it is loading, and draws when a slow org has answered', async () => {
      const slow = { kind: 'slow', delayMs: 1500 } as const;
      await world.org.control.faults([{ on: { route: 'graphql' }, when: 'always', fault: slow }]);
      await mara.open(caseId);
      await mara.panel.getByText('Loading …').first().waitFor();
      await mara.panel.getByRole('button', { name: ONE_PRESS }).waitFor();
    });

    it('keeps what it knows when the org stops answering, and goes on when it answers again', async () => {
      await mara.open(caseId);
      await mara.press(ONE_PRESS);
      await mara.status(caseId, 'Open');
      const down = { kind: 'error', status: 503, body: 'html', done: false } as const;
      await world.org.control.faults([{ on: { route: 'graphql' }, when: 'always', fault: down }]);
      await mara.refresh();
      await mara.panel.getByText('What is shown may be out of date: Salesforce did not answer.').waitFor();
      expect(await mara.panel.locator('[data-status=Open]').count()).toBe(1);
      await world.org.control.faults([]);
      await mara.press('Try again');
      await mara.panel.getByText(/may be out of date/).waitFor({ state: 'detached' });
    });
  });

  describe('when the case lacks something', () => {
    it('makes a link to pass on where nobody knows an address', async () => {
      const nobody = { ContactId: null, SuppliedName: 'Dock 4 terminal', SuppliedPhone: '+31 10 555 0146' };
      const dock = await world.addCase(nobody);
      await mara.open(dock);
      await mara.panel.getByText('No e-mail address of Dock 4 terminal is known.').waitFor();
      await mara.press('Make a link to copy');
      await mara.status(dock, 'Open');
      await mara.panel.getByRole('button', { name: 'Copy link' }).waitFor();
    });
  });

  describe('with two agents at one case', () => {
    it('makes one request when both press at once, and shows both whose it is', async () => {
      const shared = await world.addCase({ OwnerId: world.org.people.jun });
      const jun = await caseVisit(world, world.org.people.jun);
      await Promise.all([mara.open(shared), jun.open(shared)]);
      await Promise.all([mara.press(ONE_PRESS), jun.press(ONE_PRESS)]);
      await Promise.all([mara.status(shared, 'Open'), jun.status(shared, 'Open')]);
      expect(await requestsOf(shared)).toHaveLength(1);
      const owner = async ({ panel }: CaseVisit) => panel.locator('dd.fact').allTextContents();
      expect(await owner(jun)).toEqual(await owner(mara));
      await jun.context.close();
    });
  });
});
