import { afterEach, describe, expect, it } from '@jest/globals';
import { deskCaller } from './desk-caller.ts';
import { PLANS } from './rate-limit.ts';
import type { PlanName } from './rate-limit.ts';
import { startFakeFreshservice } from './start.ts';
import type { FakeFreshservice } from './start.ts';

let desk: FakeFreshservice | undefined;
afterEach(() => desk?.close());

/** A desk whose clock stands still unless it is advanced. */
const start = async (plan: PlanName): Promise<{ desk: FakeFreshservice; api: ReturnType<typeof deskCaller> }> => {
  desk = await startFakeFreshservice({ plan, now: () => 1_800_000_000_000 });
  return { desk, api: deskCaller(desk.url) };
};

const untilRefused = async (call: () => Promise<{ status: number }>): Promise<number> => {
  for (let passed = 0; ; passed += 1) if ((await call()).status === 429) return passed;
};

describe('calls in a minute', () => {
  it.each(['starter', 'growth', 'pro', 'enterprise'] as const)('of the plan %s end at its total', async (plan) => {
    const { api } = await start(plan);
    expect(await untilRefused(() => api.get('/ticket_form_fields'))).toBe(PLANS[plan].total);
  });

  it.each([
    ['views of tickets', '/tickets/1042', 50],
    ['lists of tickets', '/tickets', 40],
    ['lists of agents', '/agents', 40],
    ['lists of requesters', '/requesters', 40],
  ])('that are %s end earlier', async (_what, path, most) => {
    const { api } = await start('starter');
    expect(await untilRefused(() => api.get(path))).toBe(most);
    expect((await api.get('/ticket_form_fields')).status).toBe(200);
  });

  it('that change tickets end at their own limit', async () => {
    const { api } = await start('starter');
    expect(await untilRefused(() => api.call('PUT', '/tickets/1042', { priority: 1 }))).toBe(50);
  });

  it('are told in three headers, and the refusal says when to come back', async () => {
    const { desk, api } = await start('starter');
    await desk.control.otherCalls(60);
    await desk.control.advance(20_000);
    await desk.control.otherCalls(39);
    const last = await api.get('/ticket_form_fields');
    const refused = await api.get('/ticket_form_fields');

    expect(last.headers.get('x-ratelimit-total')).toBe('100');
    expect(last.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(refused.json).toEqual({ code: 'rate_limit_exceeded', message: expect.any(String) });
  });

  it('pass again when Retry-After is over, and not a second before', async () => {
    const { desk, api } = await start('starter');
    await desk.control.otherCalls(100);
    expect((await api.get('/ticket_form_fields')).headers.get('retry-after')).toBe('60');
    await desk.control.advance(59_000);
    expect((await api.get('/ticket_form_fields')).status).toBe(429);
    await desk.control.advance(1000);
    expect((await api.get('/ticket_form_fields')).status).toBe(200);
  });

  it('that are refused count too, so hammering takes from the next minute', async () => {
    const { desk, api } = await start('starter');
    await desk.control.otherCalls(100);
    await desk.control.advance(30_000);
    for (let n = 0; n < 60; n += 1) await api.get('/ticket_form_fields');
    await desk.control.advance(30_000);
    expect(await untilRefused(() => api.get('/ticket_form_fields'))).toBe(40);
  });

  it('that fail count too', async () => {
    const { api } = await start('starter');
    for (let n = 0; n < 100; n += 1) await api.get('/agents/1', { key: 'wrong' });
    expect((await api.get('/ticket_form_fields')).status).toBe(429);
  });

  it('with an included requester cost two, lists three', async () => {
    const { api } = await start('starter');
    expect(await untilRefused(() => api.get('/tickets/1042?include=requester'))).toBe(25);
    expect((await api.get('/tickets?include=requester')).headers.get('x-ratelimit-used-currentrequest')).toBe('3');
  });

  it('that were refused change nothing', async () => {
    const { desk, api } = await start('starter');
    await desk.control.otherCalls(100);
    expect((await api.note(1042, 'too many')).status).toBe(429);
    expect(await desk.control.timeline(1042)).toEqual([]);
  });
});
