import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

const FORCE_APP = fileURLToPath(new URL('fixture-app', import.meta.url));
const SOBJECTS = '/services/data/v67.0/sobjects';
let org: FakeSalesforce;
let server: Connection;
let caseId: string;

beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: [FORCE_APP] });
});
afterAll(() => org.close());
beforeEach(async () => {
  server = new jsforce.Connection({ version: '67.0', oauth2: { ...org.app, loginUrl: org.url } });
  await server.authorize({ grant_type: 'client_credentials' });
  caseId = (await org.control.records('Case'))[0]?.Id ?? '';
});
afterEach(() => org.control.reset());

type Part = { method: string; referenceId: string; url: string; body?: object };
type Answer = { compositeResponse: { httpStatusCode: number; referenceId: string; body: unknown }[] };
const composite = async (compositeRequest: Part[], allOrNone = true): Promise<Answer['compositeResponse']> => {
  const answer: Answer = await server.requestPost('/composite', { allOrNone, compositeRequest });
  return answer.compositeResponse;
};
const fixture = (Key__c: string, referenceId = 'f'): Part => ({
  method: 'POST',
  referenceId,
  url: `${SOBJECTS}/Fixture__c`,
  body: { Case__c: caseId, Key__c },
});
const post = (Body: string, ParentId = caseId): Part => ({
  method: 'POST',
  referenceId: 'post',
  url: `${SOBJECTS}/FeedItem`,
  body: { ParentId, Type: 'TextPost', Visibility: 'InternalUsers', Body },
});
const keys = async (): Promise<unknown[]> => (await org.control.records('Fixture__c')).map((one) => one['Key__c']);

describe('a composite call', () => {
  it('does all, and answers each part', async () => {
    const parts = await composite([fixture('k-1'), post('made')]);
    expect(parts.map((part) => [part.referenceId, part.httpStatusCode])).toEqual([
      ['f', 201],
      ['post', 201],
    ]);
    expect((await org.control.casePage(caseId)).feed).toMatchObject([{ Body: 'made' }]);
  });

  it('does nothing when one part is refused, and answers 200 all the same', async () => {
    await composite([fixture('k-1')]);
    const parts = await composite([post('twice'), fixture('k-1')]);
    expect(parts).toMatchObject([
      { referenceId: 'post', httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      { referenceId: 'f', httpStatusCode: 400, body: [{ errorCode: 'DUPLICATE_VALUE' }] },
    ]);
    expect((await org.control.casePage(caseId)).feed).toEqual([]);
  });

  it('frees the unique values of what it undid', async () => {
    await composite([fixture('k-1'), post('', caseId)]);
    expect(await keys()).toEqual([]);
    expect(await composite([fixture('k-1')])).toMatchObject([{ httpStatusCode: 201 }]);
  });

  it('goes on after a refusal when the parts stand for themselves', async () => {
    const parts = await composite([fixture('k-1'), fixture('k-1', 'again'), fixture('k-2', 'other')], false);
    expect(parts.map((part) => part.httpStatusCode)).toEqual([201, 400, 201]);
    expect(await keys()).toEqual(['k-1', 'k-2']);
  });

  it('puts what one part answered into the next', async () => {
    const parts = await composite([
      fixture('k-1'),
      { method: 'PATCH', referenceId: 'close', url: `${SOBJECTS}/Fixture__c/@{f.id}`, body: { Status__c: 'Closed' } },
      { method: 'GET', referenceId: 'read', url: `${SOBJECTS}/Fixture__c/@{f.id}?fields=Status__c` },
    ]);
    expect(parts.at(-1)).toMatchObject({ httpStatusCode: 200, body: { Status__c: 'Closed' } });
  });

  it('halts a part that names an answer which is not there', async () => {
    const parts = await composite(
      [{ method: 'GET', referenceId: 'read', url: `${SOBJECTS}/Fixture__c/@{none.id}` }, fixture('k-1')],
      false,
    );
    expect(parts).toMatchObject([
      { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      { httpStatusCode: 201 },
    ]);
  });

  it('has at most 25 parts', async () => {
    const parts = Array.from({ length: 26 }, (_, at) => fixture(`k-${String(at)}`, `f${String(at)}`));
    await expect(composite(parts)).rejects.toMatchObject({ errorCode: 'LIMIT_EXCEEDED' });
  });

  it('counts as one call', async () => {
    await org.control.used(0);
    await composite([fixture('k-1'), post('one')]);
    expect((await org.control.state()).callsUsed).toBe(1);
  });
});

describe('a collection', () => {
  it('answers each record, refused ones too, with 200', async () => {
    const bodies = [
      { Case__c: caseId, Key__c: 'k-1' },
      { Case__c: caseId, Key__c: 'k-1' },
      { Case__c: caseId, Key__c: 'k-2' },
    ];
    const results = await server.sobject('Fixture__c').create(bodies);
    expect(results.map((result) => result.success)).toEqual([true, false, true]);
    expect(results[1]).toMatchObject({ errors: [{ statusCode: 'DUPLICATE_VALUE' }] });
  });

  it('keeps nothing of a collection that was to be kept whole', async () => {
    const bodies = [
      { Case__c: caseId, Key__c: 'k-1' },
      { Case__c: caseId, Status__c: 'Melted' },
    ];
    const results = await server.sobject('Fixture__c').create(bodies, { allOrNone: true });
    expect(results).toMatchObject([
      { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
      { success: false, errors: [{ statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }] },
    ]);
    expect(await keys()).toEqual([]);
  });

  it('changes records by their ids', async () => {
    const { id = '' } = await server.sobject('Fixture__c').create({ Case__c: caseId, Key__c: 'k-1' });
    const results = await server.sobject('Fixture__c').update([
      { Id: id, Status__c: 'Closed' },
      { Id: caseId, Status__c: 'Open' },
    ]);
    expect(results).toMatchObject([
      { success: true, id },
      { success: false, errors: [{ statusCode: 'NOT_FOUND' }] },
    ]);
  });

  it('adds and changes by external id', async () => {
    await server.sobject('Fixture__c').create({ Case__c: caseId, Key__c: 'k-1' });
    const results = await server.sobject('Fixture__c').upsert(
      [
        { Key__c: 'k-1', Status__c: 'Closed' },
        { Key__c: 'k-2', Case__c: caseId },
      ],
      'Key__c',
    );
    expect(results).toMatchObject([
      { success: true, created: false },
      { success: true, created: true },
    ]);
  });

  it('has at most 200 records', async () => {
    const records = Array.from({ length: 201 }, () => ({ attributes: { type: 'Fixture__c' }, Case__c: caseId }));
    await expect(server.requestPost('/composite/sobjects', { records })).rejects.toMatchObject({
      errorCode: 'EXCEEDED_ID_LIMIT',
    });
  });
});
