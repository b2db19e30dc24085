import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

const FORCE_APP = fileURLToPath(new URL('fixture-app', import.meta.url));
let org: FakeSalesforce;
let server: Connection;

beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: [FORCE_APP], now: () => Date.UTC(2026, 10, 22, 9) });
});
afterAll(() => org.close());
beforeEach(async () => {
  server = new jsforce.Connection({ version: '67.0', oauth2: { ...org.app, loginUrl: org.url } });
  await server.authorize({ grant_type: 'client_credentials' });
});
afterEach(() => org.control.reset());

const caseIds = async (): Promise<readonly string[]> => {
  const found = await server.query<{ Id: string }>('SELECT Id FROM Case ORDER BY CaseNumber');
  return found.records.map((record) => record.Id);
};
const firstCase = async (): Promise<string> => (await caseIds())[0] ?? '';
const ticket = (Case__c: string, Key__c: string): { Case__c: string; Key__c: string; Status__c: string } => ({
  Case__c,
  Key__c,
  Status__c: 'Open',
});

describe('signing in with client credentials', () => {
  it('tells who the app acts as', async () => {
    expect((await server.identity()).username).toBe('session.requests@kestrel.example');
  });

  it('refuses a wrong secret', async () => {
    const stranger = new jsforce.Connection({
      version: '67.0',
      oauth2: { clientId: org.app.clientId, clientSecret: 'guessed', loginUrl: org.url },
    });
    await expect(stranger.authorize({ grant_type: 'client_credentials' })).rejects.toThrow(
      'invalid client credentials',
    );
  });

  it('refuses an app without a user to act as', async () => {
    await org.control.app({ clientId: org.app.clientId, runAs: null });
    await expect(server.authorize({ grant_type: 'client_credentials' })).rejects.toThrow(
      'no client credentials user enabled',
    );
  });

  it('ends with the session', async () => {
    await org.control.revoke();
    await expect(server.query('SELECT Id FROM Case')).rejects.toThrow('Unable to refresh session');
    expect((await org.control.calls()).at(-1)).toMatchObject({ route: 'query', status: 401 });
  });
});

describe('queries', () => {
  it('follow relationships', async () => {
    const { records } = await server.query(
      "SELECT CaseNumber, Contact.Name, Owner.Name, Owner.Type FROM Case WHERE Owner.Name = 'Service desk'",
    );
    expect(records).toMatchObject([
      { CaseNumber: '00001045', Contact: { Name: 'ليلى حداد' }, Owner: { Name: 'Service desk', Type: 'Queue' } },
    ]);
  });

  it('come in pages', async () => {
    await org.control.settings({ queryBatch: 2 });
    const first = await server.query<{ Id: string }>('SELECT Id FROM Case');
    expect(first).toMatchObject({ done: false, totalSize: 5 });
    const all = await server.query<{ Id: string }>('SELECT Id FROM Case').execute({ autoFetch: true, maxFetch: 100 });
    expect(all.records).toHaveLength(5);
  });

  it('show deleted records only when all are asked for', async () => {
    await org.control.remove('Case', await firstCase());
    expect(await caseIds()).toHaveLength(4);
    const all = await server.query('SELECT Id, IsDeleted FROM Case WHERE IsDeleted = true').execute({ scanAll: true });
    expect(all.records).toHaveLength(1);
  });

  it.each([
    ["SELECT Id FROM Case WHERE Status = 'New' AND Status = 'Closed' OR IsClosed = true", 'MALFORMED_QUERY'],
    ['SELECT Id FROM Case WHERE', 'MALFORMED_QUERY'],
    ['SELECT Id, Colour__c FROM Case', 'INVALID_FIELD'],
    ["SELECT Id FROM Case WHERE CreatedDate > '2026-01-01T00:00:00Z'", 'INVALID_FIELD'],
    ["SELECT Id FROM Case WHERE Description = 'x'", 'INVALID_FIELD'],
    ['SELECT Id FROM Case USING SCOPE mine', 'MALFORMED_QUERY'],
    ['SELECT Id FROM Nothing__c', 'INVALID_TYPE'],
  ])('are never answered in part: %s', async (query, errorCode) => {
    await expect(server.query(query)).rejects.toMatchObject({ errorCode });
  });
});

describe('records', () => {
  it('are added or changed by their external id', async () => {
    const body = ticket(await firstCase(), 'k-1');
    const added = await server.sobject('Fixture__c').upsert(body, 'Key__c');
    const changed = await server.sobject('Fixture__c').upsert({ Key__c: 'k-1', Status__c: 'Closed' }, 'Key__c');
    expect(added).toMatchObject({ success: true, created: true });
    expect(changed).toMatchObject({ success: true, created: false });
    expect(await server.sobject('Fixture__c').retrieve(added.id ?? '')).toMatchObject({
      Key__c: 'k-1',
      Status__c: 'Closed',
      Name: 'FIX-0001',
    });
  });

  it('refuse another master once they have one, even the same', async () => {
    const body = ticket(await firstCase(), 'k-1');
    await server.sobject('Fixture__c').create(body);
    await expect(server.sobject('Fixture__c').upsert(body, 'Key__c')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
    });
  });

  it.each([
    [{ Status__c: 'Melted' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    [{ Key__c: 'k'.repeat(41) }, 'STRING_TOO_LONG'],
    [{ Case__c: null }, 'REQUIRED_FIELD_MISSING'],
    [{ Case__c: '500000000000000' }, 'INVALID_CROSS_REFERENCE_KEY'],
    [{ Seconds__c: 1e12 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
    [{ Mail__c: 'nobody' }, 'INVALID_EMAIL_ADDRESS'],
    [{ At__c: 'tomorrow' }, 'JSON_PARSER_ERROR'],
    [{ Colour__c: 'red' }, 'INVALID_FIELD'],
  ])('are refused with %j', async (wrong, errorCode) => {
    const body = { ...ticket(await firstCase(), 'k-1'), ...wrong };
    await expect(server.sobject('Fixture__c').create(body)).rejects.toMatchObject({ errorCode });
  });

  it('are unique where they must be, and free again in the recycle bin', async () => {
    const body = ticket(await firstCase(), 'k-1');
    const first = await server.sobject('Fixture__c').create(body);
    await expect(server.sobject('Fixture__c').create(body)).rejects.toMatchObject({ errorCode: 'DUPLICATE_VALUE' });
    await org.control.remove('Fixture__c', first.id ?? '');
    expect(await server.sobject('Fixture__c').create(body)).toMatchObject({ success: true });
  });

  it('go with the case they belong to, and come back with it', async () => {
    const caseId = await firstCase();
    const { id = '' } = await server.sobject('Fixture__c').create(ticket(caseId, 'k-1'));
    await org.control.remove('Case', caseId);
    await expect(server.sobject('Fixture__c').retrieve(id)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
    await org.control.restore('Case', caseId);
    expect(await server.sobject('Fixture__c').retrieve(id)).toMatchObject({ Key__c: 'k-1' });
  });

  it('are kept in whole seconds, with ids of both lengths', async () => {
    const { id = '' } = await server.sobject('Fixture__c').create(ticket(await firstCase(), 'k-1'));
    expect(id).toHaveLength(18);
    expect(await server.sobject('Fixture__c').retrieve(id.slice(0, 15))).toMatchObject({
      Id: id,
      SystemModstamp: '2026-11-22T09:00:00.000+0000',
    });
  });
});

describe('calls', () => {
  it('say how many of the day were used', async () => {
    await server.query('SELECT Id FROM Case');
    expect(server.limitInfo.apiUsage).toEqual({ used: 1, limit: 100_000 });
  });

  it('are refused when the day has none left', async () => {
    await org.control.used(100_000);
    await expect(server.query('SELECT Id FROM Case')).rejects.toMatchObject({ errorCode: 'REQUEST_LIMIT_EXCEEDED' });
    await org.control.advance(24 * 3_600_000);
    await server.authorize({ grant_type: 'client_credentials' });
    expect(await caseIds()).toHaveLength(5);
  });
});
