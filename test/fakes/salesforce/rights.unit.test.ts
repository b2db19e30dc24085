import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

const FORCE_APP = fileURLToPath(new URL('fixture-app', import.meta.url));
let org: FakeSalesforce;

beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: [FORCE_APP] });
});
afterAll(() => org.close());
afterEach(() => org.control.reset());

/** The person's own browser. */
const browserOf = async (userId: string): Promise<Connection> => {
  const { token } = await org.control.session(userId);
  return new jsforce.Connection({ version: '67.0', instanceUrl: org.url, accessToken: token });
};
const server = async (): Promise<Connection> => {
  const made = new jsforce.Connection({ version: '67.0', oauth2: { ...org.app, loginUrl: org.url } });
  await made.authorize({ grant_type: 'client_credentials' });
  return made;
};
const caseNumbered = async (number: string): Promise<string> => {
  const found = (await org.control.records('Case')).find((one) => one['CaseNumber'] === number);
  return found?.Id ?? '';
};
const addFixture = async (Key__c: string, caseNumber = '00001043'): Promise<string> => {
  const fields = { Case__c: await caseNumbered(caseNumber), Key__c, Secret__c: 'hush' };
  return (await org.control.insert('Fixture__c', fields)).Id;
};

describe('sharing', () => {
  it('shows an agent without more rights his own cases only', async () => {
    const jun = await browserOf(org.people.jun);
    const { records } = await jun.query<{ CaseNumber: string }>('SELECT CaseNumber FROM Case ORDER BY CaseNumber');
    expect(records.map((one) => one.CaseNumber)).toEqual(['00001043', '00001046']);
  });

  it('shows who may see all records every case', async () => {
    const mara = await browserOf(org.people.mara);
    expect(await mara.query('SELECT Id FROM Case')).toMatchObject({ totalSize: 5 });
  });

  it('hides what hangs on a case with the case', async () => {
    const id = await addFixture('k-1', '00001042');
    const jun = await browserOf(org.people.jun);
    expect(await jun.query('SELECT Id FROM Fixture__c')).toMatchObject({ totalSize: 0 });
    await expect(jun.sobject('Fixture__c').retrieve(id)).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
    const body = { Case__c: await caseNumbered('00001042'), Key__c: 'k-2' };
    await expect(jun.sobject('Fixture__c').create(body)).rejects.toMatchObject({
      errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    });
  });

  it('follows a case to its next owner', async () => {
    const jun = await browserOf(org.people.jun);
    await org.control.update('Case', await caseNumbered('00001043'), { OwnerId: org.people.mara });
    expect(await jun.query('SELECT Id FROM Case')).toMatchObject({ totalSize: 1 });
  });
});

describe('fields', () => {
  it('that a permission set does not open are not there', async () => {
    const id = await addFixture('k-1');
    const jun = await browserOf(org.people.jun);
    await expect(jun.query('SELECT Secret__c FROM Fixture__c')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    expect(await jun.sobject('Fixture__c').retrieve(id)).not.toHaveProperty('Secret__c');
    await expect(jun.sobject('Fixture__c').update({ Id: id, Secret__c: 'x' })).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD',
    });
    const described = await jun.sobject('Fixture__c').describe();
    expect(described.fields.map((field) => field.name)).not.toContain('Secret__c');
  });

  it('that may be read only are refused when written', async () => {
    const id = await addFixture('k-1');
    const jun = await browserOf(org.people.jun);
    await expect(jun.sobject('Fixture__c').update({ Id: id, Mail__c: 'a@b.example' })).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
      data: { fields: ['Mail__c'] },
    });
  });

  it('of standard objects are closed to the server until its permission set opens them', async () => {
    const connection = await server();
    await expect(connection.query('SELECT SuppliedEmail FROM Case')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD',
    });
    expect(await connection.query('SELECT Subject, Status FROM Case')).toMatchObject({ totalSize: 5 });
  });
});

describe('rights on objects', () => {
  it('go with the permission set', async () => {
    await org.control.assign(org.people.jun, 'Session_Requests_Agent', false);
    const jun = await browserOf(org.people.jun);
    await expect(jun.query('SELECT Id FROM Fixture__c')).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
  });

  it('are needed one by one', async () => {
    const id = await addFixture('k-1');
    const jun = await browserOf(org.people.jun);
    await expect(jun.sobject('Fixture__c').destroy(id)).rejects.toMatchObject({
      errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
    });
  });

  it('to write past sharing are not those of the agents', async () => {
    await expect(
      org.control.update('Case', await caseNumbered('00001042'), { Status: 'Closed' }, org.people.jun),
    ).rejects.toThrow('NOT_FOUND');
  });

  it('over the dates of records need a right of their own', async () => {
    const connection = await server();
    const body = { Case__c: await caseNumbered('00001042'), Key__c: 'k-1', CreatedById: org.people.mara };
    await expect(connection.sobject('Fixture__c').create(body)).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
    });
    await org.control.grant('Session_Requests_Server', ['CreateAuditFields']);
    expect(await connection.sobject('Fixture__c').create(body)).toMatchObject({ success: true });
  });
});

describe('validation rules', () => {
  it('see what was before, and who asks', async () => {
    const id = await addFixture('k-1');
    const jun = await browserOf(org.people.jun);
    await jun.sobject('Fixture__c').update({ Id: id, Status__c: 'Closed' });
    await expect(jun.sobject('Fixture__c').update({ Id: id, Status__c: 'Open' })).rejects.toMatchObject({
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'What was closed stays closed.',
    });
    expect(await (await server()).sobject('Fixture__c').update({ Id: id, Status__c: 'Open' })).toMatchObject({
      success: true,
    });
  });
});

describe('a copy of the org', () => {
  it('keeps the records with the id of the org they were made in, and has another id', async () => {
    await addFixture('k-1');
    const before = (await org.control.state()).organizationId;
    const { organizationId } = await org.control.becomeSandbox();
    const [fixture] = await org.control.records('Fixture__c');
    expect(fixture?.['Org__c']).toBe(before.slice(0, 15));
    expect(organizationId).not.toBe(before);
  });
});

describe('feeds', () => {
  it('take posts of who can read the case', async () => {
    const connection = await server();
    const ParentId = await caseNumbered('00001042');
    await connection
      .sobject('FeedItem')
      .create({ ParentId, Type: 'TextPost', Visibility: 'InternalUsers', Body: 'Hello' });
    expect((await org.control.casePage(ParentId)).feed).toMatchObject([
      { Body: 'Hello', CreatedById: org.people.integration },
    ]);
  });

  it('that are off refuse them', async () => {
    await org.control.settings({ feeds: false });
    const connection = await server();
    const ParentId = await caseNumbered('00001042');
    await expect(connection.sobject('FeedItem').create({ ParentId, Body: 'Hello' })).rejects.toMatchObject({
      errorCode: 'FEED_NOT_ENABLED_FOR_ENTITY',
    });
  });
});
