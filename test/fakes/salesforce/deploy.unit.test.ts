import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

let org: FakeSalesforce;
let admin: Connection;

beforeAll(async () => {
  org = await startFakeSalesforce();
});
afterAll(() => org.close());
beforeEach(async () => {
  await org.control.app({ clientId: org.app.clientId, runAs: org.people.admin });
  admin = new jsforce.Connection({ version: '67.0', oauth2: { ...org.app, loginUrl: org.url } });
  await admin.authorize({ grant_type: 'client_credentials' });
});
afterEach(() => org.control.reset());

const xml = (root: string, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inside}</${root}>`;
const TYPES = ['CustomObject', 'PermissionSet'].map(
  (name) => `<types><members>*</members><name>${name}</name></types>`,
);
const OBJECT = xml(
  'CustomObject',
  `<fields><fullName>Case__c</fullName><label>Case</label><type>MasterDetail</type><referenceTo>Case</referenceTo>
    <relationshipName>Things</relationshipName><writeRequiresMasterRead>true</writeRequiresMasterRead></fields>
  <fields><fullName>Key__c</fullName><label>Key</label><type>Text</type><length>9</length></fields>
  <label>Thing</label><pluralLabel>Things</pluralLabel><sharingModel>ControlledByParent</sharingModel>`,
);
const set = (inside: string): string => xml('PermissionSet', `<label>Things</label>${inside}`);
const READS =
  '<objectPermissions><allowRead>true</allowRead><object>Thing__c</object></objectPermissions><objectPermissions><allowRead>true</allowRead><object>Case</object></objectPermissions>';
const CASES = '<objectPermissions><allowRead>true</allowRead><object>Case</object></objectPermissions>';
const KEY = '<fieldPermissions><field>Thing__c.Key__c</field><readable>true</readable></fieldPermissions>';

type Result = {
  done: boolean;
  status: string;
  success: boolean;
  details: { componentFailures: { problem: string }[]; componentSuccesses: { fullName: string }[] };
};

async function deploy(files: Record<string, string>, options: { checkOnly?: boolean } = {}): Promise<Result[]> {
  const all = { 'package.xml': xml('Package', `${TYPES.join('')}<version>67.0</version>`), ...files };
  const zip = zipSync(Object.fromEntries(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)])));
  const begun = await admin.metadata.deployRest(Buffer.from(zip), options);
  const seen: Result[] = [];
  do {
    const path = `/metadata/deployRequest/${begun.id ?? ''}?includeDetails=true`;
    seen.push((await admin.requestGet<{ deployResult: Result }>(path)).deployResult);
  } while (seen.at(-1)?.done !== true && seen.length < 5);
  return seen;
}
const problems = async (files: Record<string, string>): Promise<string[]> =>
  ((await deploy(files)).at(-1)?.details.componentFailures ?? []).map((one) => one.problem);
const asked = async (): Promise<boolean> => {
  const { sobjects } = await admin.describeGlobal();
  return sobjects.some((one) => one.name === 'Thing__c');
};

describe('a deployment', () => {
  it('is at work for a while, and then there', async () => {
    const files = { 'objects/Thing__c.object': OBJECT, 'permissionsets/Things.permissionset': set(READS + KEY) };
    const seen = await deploy(files);
    expect(seen.map((one) => one.status)).toEqual(['InProgress', 'Succeeded']);
    expect(seen.at(-1)?.details.componentSuccesses.map((one) => one.fullName)).toEqual(['Thing__c', 'Things']);
    expect(await asked()).toBe(true);
    const [first] = await org.control.records('Case');
    const { id = '' } = await admin.sobject('Thing__c').create({ Case__c: first?.Id ?? '', Key__c: 'k' });
    expect(await admin.sobject('Thing__c').retrieve(id)).toMatchObject({ Key__c: 'k' });
  });

  it('of a field of the customer’s own adds it to an object that every org has', async () => {
    const field = '<fields><fullName>Room__c</fullName><label>Room</label><type>Text</type><length>9</length></fields>';
    const right =
      '<fieldPermissions><field>Case.Room__c</field><readable>true</readable><editable>true</editable></fieldPermissions>';
    const sent = {
      'objects/Case.object': xml('CustomObject', field),
      'permissionsets/Rooms.permissionset': set(`${right}${CASES}`),
    };
    expect(await problems({ 'permissionsets/Rooms.permissionset': set(`${right}${CASES}`) })).toEqual([
      'In field: field - no CustomField named Case.Room__c found',
    ]);
    expect((await deploy(sent)).at(-1)?.status).toBe('Succeeded');
    const [first] = await org.control.records('Case');
    const id = first?.Id ?? '';
    await admin.sobject('Case').update({ Id: id, Room__c: '4.12', Subject: 'Still here' });
    expect(await admin.sobject('Case').retrieve(id)).toMatchObject({ Room__c: '4.12', Subject: 'Still here' });
    await expect(admin.sobject('Case').update({ Id: id, Room__c: 'longer than nine' })).rejects.toMatchObject({
      errorCode: 'STRING_TOO_LONG',
    });
  });

  it('of a field of an object that is not there is refused', async () => {
    const field = '<fields><fullName>Room__c</fullName><label>Room</label><type>Text</type><length>9</length></fields>';
    expect(await problems({ 'objects/Cabinet.object': xml('CustomObject', field) })).toEqual([
      "Entity of type 'Cabinet' cannot be found",
    ]);
  });

  it('that only checks changes nothing', async () => {
    expect((await deploy({ 'objects/Thing__c.object': OBJECT }, { checkOnly: true })).at(-1)?.success).toBe(true);
    expect(await asked()).toBe(false);
  });

  it('is for who may change metadata', async () => {
    await org.control.app({ clientId: org.app.clientId, runAs: org.people.integration });
    await admin.authorize({ grant_type: 'client_credentials' });
    await expect(deploy({ 'objects/Thing__c.object': OBJECT })).rejects.toMatchObject({
      errorCode: 'INSUFFICIENT_ACCESS',
    });
  });

  it.each([
    [
      'a field that is not there',
      READS + KEY.replace('Key__c', 'Other__c'),
      'no CustomField named Thing__c.Other__c found',
    ],
    [
      'a required field',
      READS + KEY.replace('Key__c', 'Case__c'),
      'You cannot deploy to a required field: Thing__c.Case__c',
    ],
    [
      'a detail without its master',
      READS.replace('<object>Case', '<object>Contact'),
      'Permission Read Thing__c depends on permission(s): Read Case',
    ],
    [
      'all records of a detail only',
      READS.replace('<object>Thing__c', '<viewAllRecords>true</viewAllRecords><object>Thing__c'),
      'Permission View All Thing__c depends on permission(s): View All Case',
    ],
    [
      'a custom permission that is not there',
      '<customPermissions><enabled>true</enabled><name>Ghost</name></customPermissions>',
      'no CustomPermission named Ghost found',
    ],
  ])('of a permission set that names %s is refused as a whole', async (_, inside, problem) => {
    const files = { 'objects/Thing__c.object': OBJECT, 'permissionsets/Things.permissionset': set(inside) };
    expect(await problems(files)).toEqual([expect.stringContaining(problem)]);
    expect(await asked()).toBe(false);
  });

  it('of what cannot be read is refused', async () => {
    expect(await problems({ 'objects/Thing__c.object': OBJECT.slice(0, -9) })).toHaveLength(1);
    expect(await problems({ 'classes/A.cls': 'class A {}' })).toEqual([expect.stringContaining('classes/A.cls')]);
  });
});
