import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import { systemAccess } from './access.ts';
import { adjustableClock } from '../shared/clock.ts';
import { insertRecord } from './dml.ts';
import { problemsOf } from './deploy-check.ts';
import { followStream } from './follow-stream.ts';
import { Refusal } from './refusal.ts';
import { createOrg, keyPrefixFor } from './org.ts';
import { readMetadata } from './read-metadata.ts';
import { readSourceFolder } from './source-folder.ts';
import type { ObjectDef } from './schema.ts';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

const folder = (name: string): string =>
  fileURLToPath(new URL(`../../../connectors/salesforce/${name}`, import.meta.url));
const FOLDERS = [folder('force-app'), folder('force-app-doorbell')];
let org: FakeSalesforce;
let server: Connection;
let own: string;

beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: FOLDERS, streamWaitMs: 500 });
});
afterAll(() => org.close());
beforeEach(async () => {
  server = new jsforce.Connection({ version: '67.0', oauth2: { ...org.app, loginUrl: org.url } });
  await server.authorize({ grant_type: 'client_credentials' });
  own = (await org.control.records('Case')).find((one) => one['OwnerId'] === org.people.jun)?.Id ?? '';
});
afterEach(() => org.control.reset());

const give = (fields: Record<string, string>): Promise<{ readonly Id: string }> =>
  org.control.insert(
    'Session_Request_Command__c',
    { Case__c: own, Type__c: 'create-request', Client_Key__c: 'c-1', Parameters__c: '{}', ...fields },
    org.people.jun,
  );

describe('the metadata of this connector', () => {
  it('is taken by the org as it is', () => {
    const bare = createOrg(adjustableClock());
    const deployed = readMetadata(FOLDERS.flatMap(readSourceFolder), keyPrefixFor(bare.schema));
    expect(problemsOf(bare.schema, new Set(), deployed)).toEqual([]);
    expect(deployed.objects.map((one) => one.name)).toContain('Session_Request_Command__c');
  });

  it('has no default, formula field or rule that the org cannot work out', () => {
    const bare = createOrg(adjustableClock());
    const deployed = readMetadata(FOLDERS.flatMap(readSourceFolder), keyPrefixFor(bare.schema));
    for (const object of deployed.objects) bare.schema.put(object);
    const system = systemAccess(bare.systemUserId);
    const caseObject = bare.schema.object('Case');
    const ticket = caseObject === undefined ? {} : insertRecord(bare, system, caseObject, { Subject: 'x' });
    // A refusal is an answer, too: what must not happen is a formula that cannot be read.
    const attempt = (object: ObjectDef): unknown => {
      try {
        return insertRecord(bare, system, object, { Case__c: ticket['Id'] });
      } catch (error) {
        return error instanceof Refusal ? {} : error;
      }
    };
    const faults = deployed.objects.filter((one) => !one.isEvent).filter((one) => Error.isError(attempt(one)));
    expect(faults).toEqual([]);
  });
});

describe('a command of an agent', () => {
  it('is made in his name and for this org, and rings', async () => {
    const command = await give({});
    expect(command).toMatchObject({ CreatedById: org.people.jun });
    const { organizationId } = await org.control.state();
    expect(organizationId).toContain(String((command as Record<string, unknown>)['Org_Id__c']).slice(0, 15));
    const rings = followStream(server, '/event/Session_Request_Ring__e', -2);
    await rings.count(1);
    rings.leave();
    expect(rings.told).toMatchObject([{ payload: { Record_Id__c: command.Id } }]);
  });

  it('cannot be given twice, changed, or for a case that he cannot see', async () => {
    const { Id } = await give({});
    await expect(give({})).rejects.toThrow('DUPLICATE_VALUE');
    await expect(
      org.control.update('Session_Request_Command__c', Id, { Parameters__c: '{"x":1}' }, org.people.jun),
    ).rejects.toThrow('INSUFFICIENT_ACCESS');
    const foreign = (await org.control.records('Case')).find((one) => one['OwnerId'] === org.people.mara)?.Id ?? '';
    await expect(give({ Case__c: foreign, Client_Key__c: 'c-2' })).rejects.toThrow('INSUFFICIENT_ACCESS');
  });

  it('cannot bring its own result or its own org', async () => {
    await expect(give({ Result__c: 'Done' })).rejects.toThrow('Result__c');
    await expect(give({ Org_Id__c: '00D000000000001' })).rejects.toThrow('Org_Id__c');
  });

  it('is found and answered by the server', async () => {
    const { Id } = await give({});
    const found = await server.query<{ CreatedBy: { Email: string } }>(
      'SELECT Id, Type__c, Client_Key__c, Parameters__c, CreatedById, CreatedBy.Name, CreatedBy.Email, Case__r.CaseNumber FROM Session_Request_Command__c',
    );
    expect(found.records).toMatchObject([{ Id, CreatedBy: { Email: 'jun.watanabe@kestrel.example' } }]);
    const [result] = await server
      .sobject('Session_Request_Command__c')
      .update([{ Id, Result__c: 'Done', Handled_At__c: new Date().toISOString() }]);
    expect(result).toMatchObject({ success: true });
  });
});

describe('a request', () => {
  it('is written by the server alone', async () => {
    const fields = {
      Case__c: own,
      External_Key__c: 'k-1',
      Number__c: 'RS-000001',
      Status__c: 'Open',
      Recipient_Name__c: 'H',
    };
    await expect(org.control.insert('Session_Request__c', fields, org.people.jun)).rejects.toThrow(
      'INSUFFICIENT_ACCESS',
    );
    expect(await server.sobject('Session_Request__c').create(fields)).toMatchObject({ success: true });
    const page = await org.control.casePage(own);
    expect(page.requests).toMatchObject([{ Number__c: 'RS-000001', Status__c: 'Open' }]);
  });
});
