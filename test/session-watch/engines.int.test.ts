import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attachSession } from '../../server/session-watch/attach-session.ts';
import { createAuditedWrite } from '../../server/storage/audited-write.ts';
import type { Engine } from '../../server/storage/engine.ts';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { watchWorld, type WatchWorld } from './watch-world.ts';

const MINUTE = 60_000;
const ENGINES: readonly Engine[] = postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'];

describe.each(ENGINES)('on %s', (engine) => {
  let world: WatchWorld;
  beforeAll(async () => {
    world = await watchWorld(engine);
  });
  afterAll(() => world.close());

  it('a session is followed from its start to its end, and really ended by Stop', async () => {
    const { id } = await world.launched();
    await world.session();
    await world.poll();
    await world.later(5 * MINUTE);
    await world.desk.end('agent');
    await world.poll();
    expect(await world.request(id)).toMatchObject({ status: 'Ready', sessions: { count: 1 } });
    await world.session();
    await world.poll();
    await world.give(id, 'withdraw-consent');
    await world.delivery('session-close', ({ state }) => state === 'done');
    expect((await world.desk.state()).sessions.map(({ endedBy }) => endedBy)).toEqual(['agent', 'api']);
    await world.give(id, 'close-request');
  });

  it('a session that is not certain is attached by hand', async () => {
    const { id } = await world.launched();
    const sessionId = await world.session(333_222_111);
    await world.poll();
    const attaching = { ...world.deps, audited: createAuditedWrite(world.foundation.store.database, world.core.clock) };
    const name = { accountId: world.accountId, sessionId };
    expect(await attachSession(attaching, world.anna, name, id, () => '')).toEqual({ ok: true, how: 'recorded' });
    expect((await world.request(id)).status).toBe('Connected');
  });

  it('trouble is noted since its beginning', async () => {
    await world.desk.setFaults({ answer: 'server-error' });
    await world.poll();
    const first = await world.foundation.people.remoteAccounts.find(world.accountId);
    await world.later(MINUTE);
    await world.poll();
    const second = await world.foundation.people.remoteAccounts.find(world.accountId);
    expect(second?.trouble).toEqual(first?.trouble);
  });
});
