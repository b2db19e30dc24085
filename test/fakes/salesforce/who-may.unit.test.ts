import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FakeSalesforce } from './start.ts';
import { startFakeSalesforce } from './start.ts';

let org: FakeSalesforce;
beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: ['connectors/salesforce/force-app'] });
});
afterAll(() => org.close());
afterEach(() => org.control.reset());

type Answer = { readonly status: number; readonly records: readonly Record<string, unknown>[]; readonly code: string };

async function ask(userId: string, soql: string): Promise<Answer> {
  const { token } = await org.control.session(userId);
  const answer = await fetch(`${org.url}/services/data/v67.0/query?q=${encodeURIComponent(soql)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const body = (await answer.json()) as { records?: Answer['records'] } & readonly { errorCode: string }[];
  return { status: answer.status, records: body.records ?? [], code: body[0]?.errorCode ?? '' };
}

describe('who may see a record', () => {
  const access = (userId: string, caseId: string): string =>
    `SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = '${userId}' AND RecordId = '${caseId}'`;

  it('is told for one user and one record, as sharing has it', async () => {
    const { integration, mara, jun, oskar } = org.people;
    const hers = await org.control.insert('Case', { Subject: 'Hers', OwnerId: mara });
    const told = async (userId: string) => (await ask(integration, access(userId, hers.Id))).records;
    expect(await told(mara)).toMatchObject([{ RecordId: hers.Id, HasReadAccess: true }]);
    expect(await told(jun)).toMatchObject([{ RecordId: hers.Id, HasReadAccess: false }]);
    expect(await told(oskar)).toMatchObject([{ RecordId: hers.Id, HasReadAccess: false }]);
  });

  it('is not told to somebody who does not see the record', async () => {
    const { mara, jun } = org.people;
    const hers = await org.control.insert('Case', { Subject: 'Hers', OwnerId: mara });
    expect((await ask(jun, access(mara, hers.Id))).records).toEqual([]);
  });
});

describe('who may do what with an object', () => {
  const right = (userId: string): string =>
    `SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Session_Request_Command__c' AND PermissionsCreate = true
     AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${userId}') LIMIT 1`;

  it('is told to those who may look at set-up, and to nobody else', async () => {
    const { integration, mara, oskar } = org.people;
    await org.control.assign(integration, 'Session_Requests_Access_Reader', false);
    expect(await ask(integration, right(mara))).toMatchObject({ status: 400, code: 'INVALID_TYPE' });
    await org.control.assign(integration, 'Session_Requests_Access_Reader');
    expect((await ask(integration, right(mara))).records).toHaveLength(1);
    expect((await ask(integration, right(oskar))).records).toEqual([]);
    await org.control.assign(mara, 'Session_Requests_Agent', false);
    expect((await ask(integration, right(mara))).records).toEqual([]);
  });
});

describe('who may read and write a field', () => {
  const rights = `SELECT Field, PermissionsRead, PermissionsEdit FROM FieldPermissions
    WHERE Parent.Name = 'Session_Requests_Agent' AND SobjectType = 'Session_Request_Command__c' ORDER BY Field`;

  it('is told as the permission set has it, without fields that everybody has', async () => {
    const { records } = await ask(org.people.integration, rights);
    const told = records.map((row) => [row['Field'], row['PermissionsRead'], row['PermissionsEdit']]);
    expect(told).toContainEqual(['Session_Request_Command__c.Parameters__c', true, true]);
    expect(told).toContainEqual(['Session_Request_Command__c.Result__c', true, false]);
    expect(told.map(([name]) => name)).not.toContain('Session_Request_Command__c.Type__c');
  });

  it('is asked of permission sets with their fields below them', async () => {
    const { records } = await ask(
      org.people.integration,
      `SELECT Name, (SELECT Field FROM FieldPerms WHERE SobjectType = 'Session_Request_Event__c'), (SELECT SobjectType FROM ObjectPerms)
       FROM PermissionSet WHERE Name = 'Session_Requests_Agent'`,
    );
    expect(records).toMatchObject([
      {
        Name: 'Session_Requests_Agent',
        FieldPerms: {
          done: true,
          records: expect.arrayContaining([expect.objectContaining({ Field: 'Session_Request_Event__c.Text__c' })]),
        },
        ObjectPerms: {
          records: expect.arrayContaining([expect.objectContaining({ SobjectType: 'Session_Request__c' })]),
        },
      },
    ]);
  });

  it('is told to nobody who may not look at set-up', async () => {
    expect(await ask(org.people.mara, rights)).toMatchObject({ status: 400, code: 'INVALID_TYPE' });
  });
});

describe('who may make records in the name of others', () => {
  const holders = 'SELECT Id FROM PermissionSet WHERE PermissionsCreateAuditFields = true';

  it('cannot be asked in an org whose admin has not switched the right on', async () => {
    const { integration } = org.people;
    expect(await ask(integration, holders)).toMatchObject({ status: 400, code: 'INVALID_FIELD' });
    await org.control.grant('Session_Requests_Agent', ['CreateAuditFields']);
    expect((await ask(integration, holders)).records).toHaveLength(1);
  });
});
