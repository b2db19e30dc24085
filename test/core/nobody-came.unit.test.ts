import { describe, expect, it } from '@jest/globals';
import { sweep } from '../../core/session-request/decide.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { type Assignee, type Awaited, DEFAULT_SETTINGS, type EpochMs } from '../../core/session-request/values.ts';
import { event } from '../builders/events.ts';
import { OPEN, READY, READY_AGAIN, fold } from '../builders/histories.ts';
import { ANNA, BY_ANNA, NETWORK_QUEUE, assignedTo } from '../builders/people.ts';
import { MINUTE, at } from '../builders/times.ts';
import { command } from '../builders/commands.ts';
import { given } from './given.ts';

const ALLOWED = at('09:10');
const told = (history: readonly SessionRequestEvent[], now: EpochMs) =>
  sweep(fold(history), { now, recipientSeenAt: now, settings: DEFAULT_SETTINGS }).events;
const readyFor = (assignee: Assignee): readonly SessionRequestEvent[] => [
  ...OPEN,
  event('assigned', at('09:01'), { assignee }),
  ...READY.slice(1),
];
const word = (now: EpochMs, one: 'assignee' | 'queue' | 'admin') => event('nobody-came', now, { told: one });

describe('Ready, and nobody comes', () => {
  it('is told after three minutes, not sooner', () => {
    expect(told(READY, ALLOWED + 3 * MINUTE - 1)).toEqual([]);
    expect(told(READY, ALLOWED + 3 * MINUTE)).toEqual([word(ALLOWED + 3 * MINUTE, 'admin')]);
  });

  it('is told to the agent in charge, then to the queue, then to the admins, and then to nobody', () => {
    let history: readonly SessionRequestEvent[] = readyFor(assignedTo(ANNA, 'queue-network'));
    const order: string[] = [];
    for (let minute = 3; minute < 20; minute += 3) {
      const events = told(history, ALLOWED + minute * MINUTE);
      order.push(...events.map((one) => (one.type === 'nobody-came' ? one.told : one.type)));
      history = [...history, ...events];
    }
    expect(order).toEqual(['assignee', 'queue', 'admin']);
  });

  it('is told to the queue in the place of an agent who is away', () => {
    const situation = { now: ALLOWED + 3 * MINUTE, recipientSeenAt: ALLOWED, settings: DEFAULT_SETTINGS };
    const whoIsCalled = (assignee: Assignee) =>
      sweep(fold(readyFor(assignee)), { ...situation, assigneeIsAway: true }).events;
    expect(whoIsCalled(assignedTo(ANNA, 'queue-network'))).toMatchObject([{ told: 'queue' }]);
    expect(whoIsCalled(assignedTo(ANNA))).toMatchObject([{ told: 'admin' }]);
  });

  it('is told only to those whom the help desk wants to be told', () => {
    const calledOf = (nobodyCameTells: readonly Awaited[]) =>
      sweep(fold(readyFor(assignedTo(ANNA, 'queue-network'))), {
        now: ALLOWED + 3 * MINUTE,
        recipientSeenAt: ALLOWED,
        settings: { ...DEFAULT_SETTINGS, nobodyCameTells },
      }).events;
    expect(calledOf(['queue', 'admin'])).toMatchObject([{ told: 'queue' }]);
    expect(calledOf(['admin'])).toMatchObject([{ told: 'admin' }]);
    expect(calledOf([])).toEqual([]);
  });

  it('begins with the queue when no agent is in charge', () => {
    expect(told(readyFor(NETWORK_QUEUE), ALLOWED + 3 * MINUTE)).toMatchObject([{ told: 'queue' }]);
  });

  it('is told once, however late the sweep comes', () => {
    expect(told(readyFor(assignedTo(ANNA)), ALLOWED + 20 * MINUTE)).toHaveLength(1);
  });

  it('is told no more once somebody pressed Connect', () => {
    const launched = [...READY, event('connect-launched', at('09:11'), { agent: ANNA })];
    expect(told(launched, at('09:12'))).toEqual([]);
    expect(told(launched, ALLOWED + 3 * MINUTE).map(({ type }) => type)).not.toContain('nobody-came');
  });

  it('is not told after a session that broke off', () => {
    expect(told(READY_AGAIN, at('09:50')).map(({ type }) => type)).not.toContain('nobody-came');
  });

  it('is not told to somebody by his own press that comes late', () => {
    given(READY)
      .when(command('launch-connect', { actor: BY_ANNA }), ALLOWED + 5 * MINUTE)
      .leaves({ status: 'Ready', awaited: null });
  });
});
