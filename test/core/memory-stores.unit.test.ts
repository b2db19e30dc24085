import { describe, expect, it } from '@jest/globals';
import type { RequestSave } from '../../core/ports/stores.ts';
import { aRequest, afterwards } from '../builders/a-request.ts';
import { event } from '../builders/events.ts';
import { at } from '../builders/times.ts';
import { MemoryStore } from './memory-stores.ts';

const made = aRequest();
const joined = afterwards(made.request, made.events, event('recipient-joined', at('09:05')));
const closed = afterwards(made.request, made.events, event('request-closed', at('09:06')));

function saveOf(change: Pick<RequestSave, 'request' | 'events'>, over: Partial<RequestSave> = {}): RequestSave {
  const expectedVersion = change.request.version - change.events.length;
  return { ...change, expectedVersion, activeKey: null, dueAt: null, ...over };
}

describe('The store in memory', () => {
  it('stores a change once, for whoever comes first', async () => {
    const store = new MemoryStore();
    await store.run((stores) => stores.requests.save(saveOf(made)));
    const saved = await Promise.all(
      [joined, closed].map((change) => store.run((s) => s.requests.save(saveOf(change)))),
    );
    expect(saved).toEqual([true, false]);
    expect(store.row('request-1').request).toEqual(joined.request);
    expect(store.state.events.map((stored) => stored.event.type)).toEqual(['request-created', 'recipient-joined']);
  });

  it('leaves nothing of a unit that throws, and lets the next one write', async () => {
    const store = new MemoryStore();
    const failing = store.run(async (stores) => {
      await stores.requests.save(saveOf(made));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(store.state.requests.size).toBe(0);
    expect(await store.run((stores) => stores.requests.save(saveOf(made)))).toBe(true);
  });

  it('shows a unit its own writes and nobody else', async () => {
    const store = new MemoryStore();
    await store.run(async (stores) => {
      await stores.requests.save(saveOf(made));
      expect(await stores.requests.find('request-1')).not.toBeNull();
      expect(await store.run((other) => other.requests.find('request-1'))).toBeNull();
    });
  });

  it('gives a place to one request only', async () => {
    const store = new MemoryStore();
    const second = aRequest({ id: 'request-2', number: 'RS-000124' });
    const activeKey = '42\nmay@customer.example';
    expect(await store.run((stores) => stores.requests.save(saveOf(made, { activeKey })))).toBe(true);
    expect(await store.run((stores) => stores.requests.save(saveOf(second, { activeKey })))).toBe(false);
    expect(await store.run((stores) => stores.requests.save(saveOf(second)))).toBe(true);
  });
});
