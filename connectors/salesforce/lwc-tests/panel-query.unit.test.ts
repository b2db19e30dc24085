import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeSalesforce, startFakeSalesforce } from '../../../test/fakes/salesforce/start.ts';

const FORCE_APP = fileURLToPath(new URL('../force-app', import.meta.url));
const QUERIES = readFileSync(`${FORCE_APP}/main/default/lwc/sessionRequestPanel/queries.js`, 'utf8');
const [PAGE_QUERY, LOG_QUERY, SURROUNDINGS_QUERY] = Array.from(QUERIES.matchAll(/gql`(.*?)`/gs), ([, text]) => text);

let org: FakeSalesforce;
let caseId: string;

beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: [FORCE_APP] });
  const cases = await org.control.records('Case');
  caseId = cases.find((one) => one['OwnerId'] === org.people.mara)?.Id ?? '';
  await org.control.insert('Session_Request__c', {
    Case__c: caseId,
    External_Key__c: 'request-1',
    Number__c: 'RS-000001',
    Status__c: 'Open',
    Org_Id__c: (await org.control.state()).organizationId,
    View__c: '{}',
    View_Version__c: 1,
  });
});
afterAll(() => org.close());

async function as(user: string, path: string, body: object): Promise<{ status: number; body: unknown }> {
  const { token } = await org.control.session(user);
  const answer = await fetch(`${org.url}/services/data/v67.0${path}`, {
    method: 'POST',
    headers: { cookie: `sid=${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

const ask = (user: string, query: string | undefined, variables: object) =>
  as(user, '/graphql', { query, variables: { caseId, me: user, ...variables } });

describe('what the panel asks an org with our metadata', () => {
  it('is answered with the case, the agent, the requests and the agent’s own commands', async () => {
    const { mara, jun } = org.people;
    const command = { Case__c: caseId, Type__c: 'create-request', Parameters__c: '{}', Panel_Version__c: 1 };
    const made = await as(mara, '/ui-api/records', {
      apiName: 'Session_Request_Command__c',
      fields: { ...command, Client_Key__c: 'key-of-mara' },
    });
    expect(made.status).toBe(201);
    const { body } = await ask(mara, PAGE_QUERY, {});
    expect(body).toMatchObject({
      errors: [],
      data: {
        uiapi: {
          query: {
            cases: { edges: [{ node: { Id: caseId } }] },
            me: { edges: [{ node: { Id: mara } }] },
            requests: { edges: [{ node: { key: { value: 'request-1' }, view: { value: '{}' } } }] },
            commands: { edges: [{ node: { key: { value: 'key-of-mara' }, handledAt: { value: null } } }] },
          },
        },
      },
    });
    expect(JSON.stringify((await ask(jun, PAGE_QUERY, {})).body)).not.toMatch(/request-1|key-of-mara/);
  });

  it('is answered for the log, too', async () => {
    await org.control.insert('Session_Request_Event__c', {
      Case__c: caseId,
      Key__c: 'RS-000001-01-AAAA',
      Request_Number__c: 'RS-000001',
      At__c: '2026-11-24T15:00:00.000+0000',
      Text__c: 'Made by Mara',
    });
    const { body } = await ask(org.people.mara, LOG_QUERY, { number: 'RS-000001' });
    expect(body).toMatchObject({
      data: { uiapi: { query: { events: { edges: [{ node: { text: { value: 'Made by Mara' } } }] } } } },
    });
  });

  it('is answered with the newest request of any case that the agent may see, and with no other', async () => {
    const newest = async (user: string) => JSON.stringify((await ask(user, SURROUNDINGS_QUERY, {})).body);
    expect(await newest(org.people.mara)).toContain('"view":{"value":"{}"');
    expect(await newest(org.people.jun)).toContain('"newest":{"edges":[]');
  });

  it('names our object in its refusal where the person has no permission set', async () => {
    await org.control.assign(org.people.mara, 'Session_Requests_Agent', false);
    const { body } = await ask(org.people.mara, PAGE_QUERY, {});
    expect(JSON.stringify((body as { errors: unknown }).errors)).toContain('Session_Request');
    await org.control.assign(org.people.mara, 'Session_Requests_Agent', true);
  });
});

describe('what the panel asks a sandbox that was copied from an org', () => {
  const written = async (object: string, key: string) =>
    (await org.control.records(object)).map((row) => [row[key], row['Of_This_Org__c']]);

  beforeAll(async () => {
    await org.control.becomeSandbox();
    await org.control.insert('Session_Request_Event__c', {
      Case__c: caseId,
      Key__c: 'RS-000001-01-BBBB',
      Request_Number__c: 'RS-000001',
      At__c: '2026-11-25T15:00:00.000+0000',
      Text__c: 'Made by Jun',
    });
  });

  it('finds the copies there, and knows them', async () => {
    expect(await written('Session_Request__c', 'External_Key__c')).toEqual([['request-1', false]]);
    expect(await written('Session_Request_Command__c', 'Client_Key__c')).toEqual([['key-of-mara', false]]);
    expect(await written('Session_Request_Event__c', 'Key__c')).toEqual([
      ['RS-000001-01-AAAA', false],
      ['RS-000001-01-BBBB', true],
    ]);
  });

  it('is answered with the case, but with no request and no waiting command of the original', async () => {
    const page = await ask(org.people.mara, PAGE_QUERY, {});
    expect(page.body).toMatchObject({
      errors: [],
      data: {
        uiapi: {
          query: { cases: { edges: [{ node: { Id: caseId } }] }, requests: { edges: [] }, commands: { edges: [] } },
        },
      },
    });
  });

  it('is answered with the entries of this org, though the number is one of the original, too', async () => {
    const log = JSON.stringify((await ask(org.people.mara, LOG_QUERY, { number: 'RS-000001' })).body);
    expect(log).toContain('Made by Jun');
    expect(log).not.toContain('Made by Mara');
  });
});
