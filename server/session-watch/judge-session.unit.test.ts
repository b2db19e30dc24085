import { describe, expect, it } from '@jest/globals';
import type { SessionRecord } from '../../core/ports/session-records.ts';
import { type Candidate, judgeSession } from './judge-session.ts';

const NOW = 1_795_000_000_000;
const AGENT = '742615308';
const MAY = '518274963';

const session = (over: Partial<SessionRecord> = {}): SessionRecord => ({
  id: '1',
  from: [AGENT],
  to: [MAY, 'may@ad'],
  startedAt: NOW,
  state: { kind: 'running' },
  comment: '',
  ...over,
});
const candidate = (over: Partial<Candidate> = {}): Candidate => ({
  requestId: 'one',
  address: MAY,
  devices: [AGENT],
  launchedAt: NOW - 60_000,
  voidAt: null,
  takes: 'running-and-past',
  ...over,
});
const known = new Set([AGENT]);
const judge = (candidates: readonly Candidate[], over: Partial<SessionRecord> = {}) =>
  judgeSession(session(over), candidates, known);
const OVER = { state: { kind: 'over', endedAt: NOW + 1 } } as const;

describe('a session belongs to a request', () => {
  it.each([
    ['by ID', candidate(), {}],
    ['by the alias of the called device', candidate({ address: 'may@ad' }), {}],
    ['by the alias of the calling device', candidate({ devices: ['anna@acme'] }), { from: [AGENT, 'anna@acme'] }],
    ['although clocks differ by seconds', candidate({ launchedAt: NOW + 9000 }), {}],
    ['when it began before the consent was taken back', candidate({ voidAt: NOW + 1, takes: 'to-close' }), {}],
    ['when it is over, and the request can count it', candidate(), OVER],
  ])('%s', (_how, one, over) => {
    expect(judge([one], over)).toEqual({ kind: 'belongs', requestId: 'one' });
  });

  it('that is new, although an earlier one with the same device was closed before', () => {
    const closed = candidate({ requestId: 'old', voidAt: NOW - 30_000, takes: 'to-close' });
    expect(judge([closed, candidate()])).toEqual({ kind: 'belongs', requestId: 'one' });
  });
});

describe('a session is not guessed', () => {
  it.each([
    ['when it began before the launch', [candidate({ launchedAt: NOW + 11_000 })], {}, 'before-launch'],
    ['when it began after the consent was taken back', [candidate({ voidAt: NOW })], {}, 'request-not-ready'],
    ['when the request takes none', [candidate({ takes: 'none' })], {}, 'request-not-ready'],
    [
      'when it is over, and would only bring back a consent',
      [candidate({ takes: 'running' })],
      OVER,
      'request-not-ready',
    ],
    ['when two requests fit', [candidate(), candidate({ requestId: 'two' })], {}, 'several-requests'],
    ['when the agent has no known device', [candidate({ devices: [] })], {}, 'unknown-device'],
    ['when an agent called elsewhere', [candidate({ address: '999888777' })], {}, 'no-request'],
    ['when nobody launched', [], {}, 'no-request'],
  ])('%s', (_when, candidates, over, because) => {
    expect(judge(candidates, over)).toMatchObject({ kind: 'unmatched', because });
  });
});

it('a session of nobody here with nobody of ours is not kept', () => {
  expect(judge([candidate({ address: '999888777' })], { from: ['111222333'] })).toEqual({ kind: 'not-ours' });
});
