import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FakeSalesforce, startFakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { createOrgBudget } from '../src/call-budget.ts';
import { createSend } from '../src/call.ts';
import { createSession } from '../src/session.ts';
import { checkAgents } from './doctor-agents.ts';

const FORCE_APP = join(import.meta.dirname, '../force-app');
const SET = 'permissionsets/Session_Requests_Agent.permissionset-meta.xml';
const COMMAND = 'Session_Request_Command__c';
const now = () => Date.now();

let folder = '';
let org: FakeSalesforce | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-requests-agents-'));
  await mkdir(join(folder, 'permissionsets'));
});
afterEach(async () => {
  await org?.close();
  org = null;
  await rm(folder, { recursive: true, force: true });
});

/** An org in which somebody has changed the permission set of agents after it was deployed. */
async function orgWhere(change: (xml: string) => string): Promise<FakeSalesforce> {
  const asShipped = await readFile(join(FORCE_APP, 'main/default', SET), 'utf8');
  await writeFile(join(folder, SET), change(asShipped));
  org = await startFakeSalesforce({ forceApp: [FORCE_APP, folder], now });
  return org;
}

async function findings({ url, app }: FakeSalesforce) {
  const limits = { fetch: globalThis.fetch, timeoutMs: 5000, maxAnswerBytes: 1_000_000 };
  const session = createSession({
    login: url,
    credentials: { kind: 'client-credentials', ...app },
    now,
    ...limits,
  });
  return checkAgents(createSend({ session, budget: createOrgBudget(now()), now, timeoutMs: 5000 }));
}

/** Ticks or unticks a right on a field. */
const fieldRight = (name: string, right: 'editable' | 'readable', is: boolean) => (xml: string) =>
  xml.replace(/<fieldPermissions>[^]*?<\/fieldPermissions>/g, (block) =>
    block.includes(`<field>${name}</field>`) ? block.replace(new RegExp(`<${right}>\\w+<`), `<${right}>${is}<`) : block,
  );
/** Ticks or unticks a right on an object. */
const objectRight = (name: string, right: string, is: boolean) => (xml: string) =>
  xml.replace(/<objectPermissions>[^]*?<\/objectPermissions>/g, (block) =>
    block.includes(`<object>${name}</object>`)
      ? block.replace(new RegExp(`<${right}>\\w+<`), `<${right}>${is}<`)
      : block,
  );

describe('the permission set of agents', () => {
  it('is well as deployed', async () => {
    const found = await findings(await orgWhere((xml) => xml));
    expect(found.map(({ level }) => level)).toEqual(['ok', 'ok', 'ok']);
  });

  it.each([
    [
      'a field that a press writes',
      fieldRight(`${COMMAND}.Parameters__c`, 'editable', false),
      'Agents may not write Parameters__c of commands.',
    ],
    [
      'the request that a press names',
      fieldRight(`${COMMAND}.Request_Key__c`, 'editable', false),
      'Agents may not write Request_Key__c of commands.',
    ],
    ['a result', fieldRight(`${COMMAND}.Result__c`, 'editable', true), 'Agents may write results: Result__c.'],
    [
      'when it was seen',
      fieldRight(`${COMMAND}.Seen_At__c`, 'editable', true),
      'Agents may write results: Seen_At__c.',
    ],
    [
      'what the panel shows',
      fieldRight('Session_Request__c.View__c', 'readable', false),
      'Agents may not read Session_Request__c.View__c: the panel shows nothing.',
    ],
    [
      'what tells copies from originals',
      fieldRight('Session_Request_Event__c.Of_This_Org__c', 'readable', false),
      'Agents may not read Session_Request_Event__c.Of_This_Org__c: the panel shows nothing.',
    ],
    [
      'the making of commands',
      objectRight(COMMAND, 'allowCreate', false),
      `Agents may not make a ${COMMAND}: no press arrives.`,
    ],
    [
      'the reading of requests',
      objectRight('Session_Request__c', 'allowRead', false),
      'Agents may not read Session_Request__c.',
    ],
    [
      'the changing of requests',
      objectRight('Session_Request__c', 'allowEdit', true),
      'Agents may write more than they need of Session_Request__c.',
    ],
    [
      'the deleting of commands',
      objectRight(COMMAND, 'allowDelete', true),
      `Agents may write more than they need of ${COMMAND}.`,
    ],
  ])('is told to be wrong when somebody changes %s', async (_, change, message) => {
    const problems = (await findings(await orgWhere(change))).filter(({ level }) => level === 'problem');
    expect(problems).toMatchObject([{ message, mend: expect.stringContaining('Deploy the app again') }]);
  });

  it('is told to be unknown where the integration user may not look', async () => {
    const there = await orgWhere((xml) => xml);
    await there.control.assign(there.people.integration, 'Session_Requests_Access_Reader', false);
    const found = await findings(there);
    expect(found.map(({ level }) => level)).toEqual(['warning', 'warning', 'warning']);
    expect(found.map(({ mend }) => mend).join()).toContain('Assign Session_Requests_Access_Reader');
  });
});
