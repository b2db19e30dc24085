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
type Told = { httpStatusCode: number; referenceId: string; body: unknown };
type Answer = { graphs: { graphId: string; isSuccessful: boolean; graphResponse: { compositeResponse: Told[] } }[] };
const send = async (graphs: Part[][]): Promise<Answer['graphs']> => {
  const named = graphs.map((compositeRequest, at) => ({ graphId: `g${String(at)}`, compositeRequest }));
  const answer: Answer = await server.requestPost('/composite/graph', { graphs: named });
  return answer.graphs;
};
const fixture = (Key__c: string): Part => ({
  method: 'POST',
  referenceId: 'f',
  url: `${SOBJECTS}/Fixture__c`,
  body: { Case__c: caseId, Key__c },
});
const post = (ParentId: string): Part => ({
  method: 'POST',
  referenceId: 'post',
  url: `${SOBJECTS}/FeedItem`,
  body: { ParentId, Type: 'TextPost', Visibility: 'InternalUsers', Body: 'made' },
});
const keys = async (): Promise<unknown[]> => (await org.control.records('Fixture__c')).map((one) => one['Key__c']);

describe('a call of several graphs', () => {
  it('counts as one call, and its parts may name what earlier parts of their graph made', async () => {
    await org.control.used(0);
    const told = await send([
      [fixture('k-1'), post(caseId)],
      [
        fixture('k-3'),
        { method: 'PATCH', referenceId: 'p', url: `${SOBJECTS}/Fixture__c/@{f.id}`, body: { Note__c: 'x' } },
      ],
    ]);
    expect(told.map(({ isSuccessful }) => isSuccessful)).toEqual([true, true]);
    expect((await org.control.state()).callsUsed).toBe(1);
    expect(await keys()).toEqual(['k-1', 'k-3']);
  });

  it('takes back the graph that failed, and no other', async () => {
    const told = await send([
      [fixture('k-1')],
      [fixture('k-2'), fixture('k-1'), post(caseId)].map(named),
      [fixture('k-3')],
    ]);
    expect(told[1]?.graphResponse.compositeResponse).toMatchObject([
      { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      { httpStatusCode: 400, body: [{ errorCode: 'DUPLICATE_VALUE' }] },
      { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
    ]);
    expect(await keys()).toEqual(['k-1', 'k-3']);
    expect((await org.control.casePage(caseId)).feed).toEqual([]);
  });

  it('stops at the fifteenth graph that failed', async () => {
    await send([[fixture('k-1')]]);
    const told = await send([...Array.from({ length: 15 }, () => [fixture('k-1')]), [fixture('k-2')]]);
    expect(told.at(-1)).toMatchObject({
      isSuccessful: false,
      graphResponse: { compositeResponse: [{ body: [{ errorCode: 'PROCESSING_HALTED' }] }] },
    });
    expect(await keys()).toEqual(['k-1']);
  });

  it('has at most 75 graphs, and records in them alone', async () => {
    const many = Array.from({ length: 76 }, (_, at) => [fixture(`k-${String(at)}`)]);
    await expect(send(many)).rejects.toMatchObject({ errorCode: 'LIMIT_EXCEEDED' });
    const query = { method: 'GET', referenceId: 'q', url: '/services/data/v67.0/query?q=SELECT+Id+FROM+Case' };
    await expect(send([[query]])).rejects.toMatchObject({ errorCode: 'INVALID_INPUT' });
    expect(await keys()).toEqual([]);
  });
});

function named(part: Part, at: number): Part {
  return { ...part, referenceId: `p${String(at)}` };
}
