import { beforeEach, describe, expect, it } from '@jest/globals';
import { runDueTimers } from '../../core/use-cases/run-due-timers.ts';
import { command } from '../builders/commands.ts';
import { at } from '../builders/times.ts';
import { UseCaseWorld } from './use-case-world.ts';

let world: UseCaseWorld;
beforeEach(async () => {
  world = new UseCaseWorld();
  await world.create();
});

describe('The sweep', () => {
  it('expires a request, with its deliveries and audit row, and tells open pages', async () => {
    world.now = at('09:00', 2);
    expect(await runDueTimers(world, 'request-1')).toBe(true);
    expect(world.request('request-1')).toMatchObject({ status: 'Expired', version: 2 });
    expect(world.store.state.deliveries).toHaveLength(2);
    expect(world.store.state.audit.at(-1)).toMatchObject({
      action: 'request.request-expired',
      actor: { kind: 'system' },
    });
    expect(world.announced).toHaveLength(2);
    expect(world.store.row('request-1').dueAt).toBeNull();
  });

  it('that comes too early changes nothing and tells nobody', async () => {
    world.now = at('08:59', 2);
    expect(await runDueTimers(world, 'request-1')).toBe(false);
    expect(world.request('request-1')).toMatchObject({ status: 'Open', version: 1 });
    expect(world.store.state.deliveries).toHaveLength(1);
    expect(world.announced).toHaveLength(1);
  });

  it('of several processes at once expires a request once', async () => {
    world.now = at('09:00', 2);
    const changed = await Promise.all([1, 2, 3].map(() => runDueTimers(world, 'request-1')));
    expect(changed).toEqual([true, false, false]);
    expect(world.log('request-1')).toEqual(['request-created', 'request-expired']);
    expect(world.announced).toHaveLength(2);
  });

  it('comes back later when the recipient was seen meanwhile', async () => {
    await world.command('request-1', command('join'));
    await world.command('request-1', command('allow-access'));
    world.now = at('09:03');
    expect(await runDueTimers(world, 'request-1')).toBe(true);
    expect(world.log('request-1').at(-1)).toBe('nobody-came');
    expect(world.store.row('request-1').dueAt).toBe(at('09:30'));
    world.store.markSeen('request-1', at('09:20'));
    world.now = at('09:30');
    expect(await runDueTimers(world, 'request-1')).toBe(false);
    expect(world.store.row('request-1')).toMatchObject({
      dueAt: at('09:50'),
      request: { status: 'Ready', version: 4 },
    });
    world.now = at('09:50');
    expect(await runDueTimers(world, 'request-1')).toBe(true);
    expect(world.log('request-1').at(-1)).toBe('access-lapsed');
  });

  it('keeps the request’s place while it only looks', async () => {
    await runDueTimers(world, 'request-1');
    expect(await world.create()).toMatchObject({ created: false });
  });

  it('passes by a request that is gone', async () => {
    expect(await runDueTimers(world, 'request-9')).toBe(false);
    expect(world.announced).toHaveLength(1);
  });

  it('passes by a request whose installation was removed', async () => {
    world.store.state = { ...world.store.state, installations: new Map() };
    world.now = at('09:00', 2);
    expect(await runDueTimers(world, 'request-1')).toBe(false);
    expect(world.request('request-1').status).toBe('Open');
  });

  it('fires everything that is due in one go', async () => {
    await world.command('request-1', command('join'));
    await world.command('request-1', command('allow-access'));
    world.now = at('12:00', 2);
    await runDueTimers(world, 'request-1');
    expect(world.log('request-1').slice(-2)).toEqual(['access-lapsed', 'request-expired']);
  });
});
