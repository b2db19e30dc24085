import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../core/ports/answer.ts';
import { done, notDone, unknown } from '../../shared/answers.ts';
import type { Call, Reply } from './call.ts';
import { gatherWrites } from './gathered-writes.ts';

type Sent = { readonly path: string; readonly ids: readonly string[] };
type Body = {
  readonly graphs?: readonly { readonly graphId: string; readonly compositeRequest: readonly object[] }[];
  readonly compositeRequest?: readonly object[];
};

const part = (name: string) => ({ method: 'PATCH', path: `Thing__c/${name}`, name, body: { Text__c: name } }) as const;
const namesIn = (parts: readonly object[]): string[] =>
  parts.map((one) => (one as { referenceId: string }).referenceId);
const reply = (json: unknown): Answer<Reply> => done({ json, isEmpty: false, serverNow: 0 });
const told = (names: readonly string[], fails: readonly string[], errorCode: string) => ({
  compositeResponse: names.map((referenceId) => ({
    referenceId,
    httpStatusCode: fails.includes(referenceId) ? 400 : 204,
    body: fails.includes(referenceId) ? [{ errorCode, message: 'no' }] : null,
  })),
});

/** An org that takes all but `fails`; `together` answers calls of several writes instead. */
function anOrg(org: { fails?: readonly string[]; errorCode?: string; together?: Answer<Reply> | 'broken' } = {}) {
  const { fails = [], errorCode = 'UNABLE_TO_LOCK_ROW', together } = org;
  const sent: Sent[] = [];
  const send = async (call: Call): Promise<Answer<Reply>> => {
    const { graphs, compositeRequest = [] } = (call.body ?? {}) as Body;
    const all = graphs?.flatMap((graph) => namesIn(graph.compositeRequest)) ?? namesIn(compositeRequest);
    sent.push({ path: call.path, ids: all });
    if (graphs === undefined) return reply(told(namesIn(compositeRequest), fails, errorCode));
    if (together === 'broken') throw new TypeError('a fault of ours');
    if (together !== undefined) return together;
    const answers = graphs.map(({ graphId, compositeRequest: parts }) => ({
      graphId,
      graphResponse: told(namesIn(parts), fails, errorCode),
    }));
    // In whatever order they come.
    return reply({ graphs: answers.toReversed() });
  };
  return { sent, writes: gatherWrites({ send, gatherMs: 5 }) };
}

describe('Writes of one moment', () => {
  it('go in one call, each as a graph of its own', async () => {
    const { sent, writes } = anOrg();
    const answers = await Promise.all([writes([part('a')], 'once'), writes([part('b'), part('c')], 'idempotent')]);
    expect(sent).toEqual([{ path: '/composite/graph', ids: ['a', 'b', 'c'] }]);
    expect(answers.map((answer) => answer.kind === 'done' && answer.value.map(({ name }) => name))).toEqual([
      ['a'],
      ['b', 'c'],
    ]);
  });

  it('fail alone', async () => {
    const { writes } = anOrg({ fails: ['b'] });
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => writes([part(name)], 'once')));
    expect([a, c]).toMatchObject([{ value: [{ status: 204 }] }, { value: [{ status: 204 }] }]);
    expect(b).toMatchObject({ kind: 'done', value: [{ status: 400, errors: [{ code: 'UNABLE_TO_LOCK_ROW' }] }] });
  });

  it('are sent each by itself when they are refused together, so that one wrong write keeps no other back', async () => {
    const { sent, writes } = anOrg({ together: notDone('never', 'invalid', 'Salesforce found it invalid.') });
    const answers = await Promise.all([writes([part('a')], 'once'), writes([part('b')], 'once')]);
    expect(answers.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(sent.map(({ path }) => path)).toEqual(['/composite/graph', '/composite', '/composite']);
  });

  it('wait together where the org cannot take any now', async () => {
    const limit = notDone({ when: 'at', at: 9 }, 'rate-limited', 'Too many calls.');
    const { sent, writes } = anOrg({ together: limit });
    expect(await Promise.all([writes([part('a')], 'once'), writes([part('b')], 'idempotent')])).toEqual([limit, limit]);
    expect(sent).toHaveLength(1);
  });

  it('are in doubt each by its own measure when the answer is lost', async () => {
    const { writes } = anOrg({ together: unknown('The connection broke.') });
    const [once, again] = await Promise.all([writes([part('a')], 'once'), writes([part('b')], 'idempotent')]);
    expect(once).toEqual(unknown('The connection broke.'));
    expect(again).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it.each([
    ['says nothing of one', { graphs: [] }],
    ['is no such answer', [{ errorCode: 'NONSENSE' }]],
  ])('are in doubt when the answer %s', async (_, json) => {
    const { writes } = anOrg({ together: reply(json) });
    const answers = await Promise.all([writes([part('a')], 'once'), writes([part('b')], 'once')]);
    expect(answers.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
  });

  it('are tried again soon when Salesforce gave up before it came to them', async () => {
    const { writes } = anOrg({ fails: ['a', 'b'], errorCode: 'PROCESSING_HALTED' });
    const answers = await Promise.all([writes([part('a')], 'once'), writes([part('b')], 'once')]);
    expect(answers).toMatchObject([{ retry: { when: 'soon' } }, { retry: { when: 'soon' } }]);
  });

  it('are at most 25 in a call', async () => {
    const { sent, writes } = anOrg();
    const names = Array.from({ length: 60 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => writes([part(name)], 'once')));
    expect(sent.map(({ ids }) => ids.length)).toEqual([25, 25, 10]);
    expect(sent.flatMap(({ ids }) => ids)).toEqual(names);
  });

  it('tell of a fault in here to everybody who waits', async () => {
    const { writes } = anOrg({ together: 'broken' });
    const both = await Promise.allSettled([writes([part('a')], 'once'), writes([part('b')], 'once')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('A write alone', () => {
  it('is a composite of its own', async () => {
    const { sent, writes } = anOrg();
    await writes([part('a')], 'once');
    await writes([part('b')], 'once');
    expect(sent).toEqual([
      { path: '/composite', ids: ['a'] },
      { path: '/composite', ids: ['b'] },
    ]);
  });
});
