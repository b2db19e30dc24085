import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeSalesforce } from '../fakes/salesforce/start.ts';
import { startScript } from '../support/child-process.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';
import { startOrg } from './salesforce-world.ts';

let org: FakeSalesforce;

beforeEach(async () => {
  org = await startOrg();
});
afterEach(() => org.close());

async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = startScript(`${PROJECT_ROOT}server/start.js`, ['salesforce', 'doctor', ...words], { env });
  return { code: await child.ended, output: child.output() };
}

function examine(secret = org.app.clientSecret, ...words: string[]) {
  return run(['--login', org.url, '--client-id', org.app.clientId, ...words], { SALESFORCE_CLIENT_SECRET: secret });
}

describe('the doctor in an org that is set up', () => {
  it('finds nothing to mend, and leaves nothing behind', async () => {
    const { code, output } = await examine();
    expect(output).toContain('No problems.');
    expect(code).toBe(0);
    expect(output).toContain('✓ The org speaks version 67.0 of the API.');
    expect(output).toContain('✓ Only session.requests@kestrel.example may write requests.');
    expect(output).toContain('✓ 2 active users have the permission set of agents.');
    expect(output).toContain('✓ Agents may read what the panel shows, and make commands.');
    expect(output).toContain('✓ Agents may read and write what the panel needs, and write no results.');
    expect(output).toContain('✓ Nobody can make a record in the name of somebody else: that is switched off.');
    expect(output).not.toContain('could not be read');
    expect(output).toContain('✓ A record was made on the newest case and removed again.');
    expect(output).toContain('✓ The doorbell can be heard.');
    const events = await org.control.records('Session_Request_Event__c');
    expect(events).toMatchObject([{ IsDeleted: true }]);
    expect((await org.control.actions()).notifications).toEqual([]);
    expect(output).not.toContain(org.app.clientSecret);
  });

  it('makes no record when asked not to', async () => {
    const { output } = await examine(org.app.clientSecret, '--without-probe');
    expect(output).toContain('No problems.');
    expect(await org.control.records('Session_Request_Event__c')).toEqual([]);
  });
});

describe('the doctor in an org where something is wrong', () => {
  it('stops at a wrong secret and says where to look', async () => {
    const { code, output } = await examine('not-the-secret');
    expect(code).toBe(1);
    expect(output).toContain('Check the external client app in Setup');
    expect(output).toContain('1 to mend.');
    expect(output).not.toContain('not-the-secret');
  });

  it('tells that the server lacks its permission set', async () => {
    await org.control.assign(org.people.integration, 'Session_Requests_Server', false);
    const { code, output } = await examine();
    expect(code).toBe(1);
    expect(output).toContain('✗ Session_Request__c is not in the org, or the integration user may not see it.');
    expect(output).toContain('✗ Nobody holds the custom permission Session_Requests_Server');
    expect(output).toContain('Assign the permission set Session_Requests_Server');
  });

  it('tells what it cannot know without the right to look at set-up', async () => {
    await org.control.assign(org.people.integration, 'Session_Requests_Access_Reader', false);
    const { code, output } = await examine();
    expect(code).toBe(0);
    expect(output).toContain('! Who holds the custom permission of the server could not be read.');
    expect(output).toContain('! Which fields agents may read and write could not be read.');
    expect(output).toContain('Assign Session_Requests_Access_Reader');
  });

  it('tells that nobody forges authors where the right is switched on, but given to nobody', async () => {
    await org.control.grant('Case_Writer', ['CreateAuditFields']);
    await org.control.assign(org.people.integration, 'Case_Writer', false);
    const { output } = await examine();
    expect(output).toContain('✓ Nobody can make a record in the name of somebody else.');
  });

  it('names whoever else could write as the server, and whoever could forge an author', async () => {
    await org.control.assign(org.people.mara, 'Session_Requests_Server');
    await org.control.grant('Support_Lead', ['CreateAuditFields']);
    const { code, output } = await examine();
    expect(code).toBe(1);
    expect(output).toContain(
      '✗ 2 users may write requests as if they were the server: mara.lindqvist@kestrel.example,',
    );
    expect(output).toMatch(/! "Set Audit Fields upon Record Creation" is held by mara\.lindqvist@kestrel\.example/);
  });

  it('tells that nobody is an agent, and that calls run short', async () => {
    for (const agent of [org.people.mara, org.people.jun]) {
      await org.control.assign(agent, 'Session_Requests_Agent', false);
    }
    const { settings } = await org.control.state();
    await org.control.used(Math.floor(settings.dailyCalls * 0.85));
    const { code, output } = await examine();
    expect(code).toBe(0);
    expect(output).toContain('! No active user has the permission set of agents');
    expect(output).toMatch(/! \d+ of \d+ calls of the API today are left\./);
  });
});

describe('words that ask the doctor for nothing that can be done', () => {
  it.each([
    [[], 'Say which org'],
    [['--login', 'acme.example'], 'not the My Domain address'],
    [['--login', 'acme.my.salesforce.com'], '--client-id'],
    [['--login', 'acme.my.salesforce.com', '--client-id', 'x'], 'SALESFORCE_CLIENT_SECRET'],
    [['--login', 'acme.my.salesforce.com', '--client-id', 'x', '--username', 'a@b.example'], 'go together'],
    [
      ['--login', 'acme.my.salesforce.com', '--client-id', 'x', '--username', 'a', '--key-file', '/nowhere'],
      'cannot be read',
    ],
  ])('%j is answered with a sentence and the usage', async (words, sentence) => {
    const { code, output } = await run(words);
    expect(code).toBe(2);
    expect(output).toContain(sentence);
    expect(output).toContain('Usage: session-requests salesforce');
  });
});
