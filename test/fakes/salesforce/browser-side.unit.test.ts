import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

const FORCE_APP = fileURLToPath(new URL('fixture-app', import.meta.url));
let org: FakeSalesforce;
let jun: string;
let own: string;
let foreign: string;

beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: [FORCE_APP] });
});
afterAll(() => org.close());
beforeEach(async () => {
  jun = (await org.control.session(org.people.jun)).token;
  const cases = await org.control.records('Case');
  own = cases.find((one) => one['OwnerId'] === org.people.jun)?.Id ?? '';
  foreign = cases.find((one) => one['OwnerId'] === org.people.mara)?.Id ?? '';
});
afterEach(() => org.control.reset());

const call = async (method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(`${org.url}/services/data/v67.0${path}`, {
    method,
    headers: { cookie: `sid=${jun}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};

const QUERY = `
  # what a panel asks
  query page($caseId: ID) {
    uiapi {
      query {
        cases: Case(where: { Id: { eq: $caseId } }, first: 1) {
          edges { node { Id Subject { value } IsClosed { value } Contact @optional { Name { value } } } }
        }
        fixtures: Fixture__c(where: { Case__c: { eq: $caseId } }, orderBy: { Key__c: { order: DESC } }, first: 2) {
          edges { node { Id key: Key__c { value } status: Status__c { value displayValue } Secret__c @optional { value } } }
          pageInfo { hasNextPage }
          totalCount
        }
      }
    }
  }`;
const ask = (query: string, variables: object = {}): Promise<{ status: number; body: unknown }> =>
  call('POST', '/graphql', { query, variables });

describe('GraphQL', () => {
  it('answers in the order and number asked for, under the names asked for', async () => {
    for (const Key__c of ['a', 'c', 'b'])
      await org.control.insert('Fixture__c', { Case__c: own, Key__c, Secret__c: 'hush' });
    const { body } = await ask(QUERY, { caseId: own });
    expect(body).toMatchObject({
      errors: [],
      data: {
        uiapi: {
          query: {
            cases: { edges: [{ node: { Id: own, IsClosed: { value: false } } }] },
            fixtures: {
              edges: [
                { node: { key: { value: 'c' }, status: { value: 'Open', displayValue: 'Open' } } },
                { node: { key: { value: 'b' } } },
              ],
              pageInfo: { hasNextPage: true },
              totalCount: 3,
            },
          },
        },
      },
    });
    expect(JSON.stringify(body)).not.toMatch(/Secret__c|cursor|endCursor/);
  });

  it('shows nothing of a case that the person cannot see', async () => {
    await org.control.insert('Fixture__c', { Case__c: foreign, Key__c: 'k' });
    expect((await ask(QUERY, { caseId: foreign })).body).toMatchObject({
      data: { uiapi: { query: { cases: { edges: [] }, fixtures: { edges: [], totalCount: 0 } } } },
    });
  });

  it('refuses the whole question for one field that is closed to the person', async () => {
    const closed = QUERY.replace('Secret__c @optional', 'Secret__c');
    expect(await ask(closed, { caseId: own })).toMatchObject({
      status: 200,
      body: { data: null, errors: [{ message: expect.stringContaining("'Secret__c'") }] },
    });
  });

  it.each([
    ['{ uiapi { query { Case(where: { Subject: { sounds: "x" } }) { edges { node { Id } } } } } }'],
    ['mutation { uiapi { x } }'],
    ['{ uiapi { query { Case { edges { node { ...parts } } } } } }'],
    ['{ uiapi { query { Case(scope: MINE) { edges { node { Id } } } } } }'],
    ['{ uiapi { query { Case { edges { node { Id } } } }'],
  ])('never answers in part: %s', async (query) => {
    expect((await ask(query)).body).toMatchObject({ data: null, errors: [{}] });
  });

  it('compares as asked', async () => {
    const where = `{ and: [{ Status: { in: ["New", "Working"] } }, { not: { Subject: { like: "Dock%" } } }], CreatedDate: { gt: { value: "2020-01-01T00:00:00Z" } } }`;
    const { body } = await ask(`{ uiapi { query { Case(where: ${where}) { totalCount } } } }`);
    expect(body).toMatchObject({ data: { uiapi: { query: { Case: { totalCount: 1 } } } } });
  });

  it('uses up no call of the day', async () => {
    await org.control.used(0);
    await ask(QUERY, { caseId: own });
    expect((await org.control.state()).callsUsed).toBe(0);
  });
});

describe('records as pages write them', () => {
  it('are made in the name of the person', async () => {
    const made = await call('POST', '/ui-api/records', {
      apiName: 'Fixture__c',
      fields: { Case__c: own, Key__c: 'k' },
    });
    expect(made).toMatchObject({ status: 201, body: { apiName: 'Fixture__c', fields: { Key__c: { value: 'k' } } } });
    expect(await org.control.records('Fixture__c')).toMatchObject([{ CreatedById: org.people.jun }]);
  });

  it('are refused with the fields named', async () => {
    const fields = { Case__c: own, Key__c: 'k', Status__c: 'Melted' };
    expect(await call('POST', '/ui-api/records', { apiName: 'Fixture__c', fields })).toMatchObject({
      status: 400,
      body: [{ output: { fieldErrors: { Status__c: [{ errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }] } } }],
    });
  });

  it('are read with the fields of what they name', async () => {
    const path = `/ui-api/records/${own}?fields=Case.CaseNumber,Case.Owner.Name&optionalFields=Case.Nothing__c`;
    expect((await call('GET', path)).body).toMatchObject({
      fields: { CaseNumber: { value: '00001043' }, Owner: { value: { fields: { Name: { value: 'Jun Watanabe' } } } } },
    });
  });

  it('are not for pages of origins that the org does not know', async () => {
    const asked = async (): Promise<string | null> => {
      const headers = { origin: 'http://harness.example' };
      const answer = await fetch(`${org.url}/services/data/v67.0/graphql`, { method: 'OPTIONS', headers });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await asked()).toBeNull();
    await org.control.settings({ allowedOrigins: ['http://harness.example'] });
    expect(await asked()).toBe('http://harness.example');
  });
});

describe('actions', () => {
  it('ring for people, once the sender may', async () => {
    const type = await org.control.insert('CustomNotificationType', {
      DeveloperName: 'Notice',
      CustomNotifTypeName: 'Notice',
    });
    const bell = {
      customNotifTypeId: type.Id,
      recipientIds: [org.people.mara],
      title: 'Ready',
      body: 'Hannah is ready',
      targetId: own,
    };
    const path = '/actions/standard/customNotificationAction';
    expect(await call('POST', path, { inputs: [bell] })).toMatchObject({ status: 400, body: [{ isSuccess: false }] });
    await org.control.grant('Session_Requests_Agent', ['SendCustomNotifications']);
    const answer = await call('POST', path, { inputs: [bell, { ...bell, title: '' }] });
    expect(answer).toMatchObject({ status: 200, body: [{ isSuccess: true }, { isSuccess: false }] });
    expect((await org.control.actions()).notifications).toMatchObject([
      { title: 'Ready', recipientIds: [org.people.mara] },
    ]);
  });

  it('send mails, and keep them at the case when told so', async () => {
    const mail = {
      emailAddresses: 'hannah@kestrel.example',
      emailSubject: 'Hello',
      emailBody: 'Your link',
      logEmailOnSend: true,
      relatedRecordId: own,
    };
    expect(await call('POST', '/actions/standard/emailSimple', { inputs: [mail] })).toMatchObject({ status: 200 });
    expect((await org.control.actions()).mails).toMatchObject([{ to: ['hannah@kestrel.example'], subject: 'Hello' }]);
    expect((await org.control.casePage(own)).emails).toMatchObject([{ Subject: 'Hello' }]);
  });
});
