import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Change } from '../../core/ports/change-feed.ts';
import type { AgentCaller } from '../../server/panel-api/agent-caller.ts';
import { attachByPanel } from '../../server/composition/session-watch.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { STORE_ENGINES } from '../setup/open-engine.ts';
import { MAYS_DEVICE, watchWorld, type WatchWorld } from './watch-world.ts';

const MINUTE = 60_000;
const STRANGER = 333_222_111;

describe.each(STORE_ENGINES)('On %s', (engine) => {
  let world: WatchWorld;
  let told: Change[] = [];
  beforeAll(async () => {
    world = await watchWorld(engine);
    world.foundation.live.subscribe((change) => {
      if (change.beside === true) told.push(change);
    });
  });
  afterAll(() => world.close());

  const look = async () => {
    await world.poll();
    told = [];
    await world.deps.signNews();
    return told.map(({ requestId }) => requestId);
  };
  const signsOf = async (id: string) =>
    (await world.foundation.signs.of([await world.request(id)])).get(id) ?? { silentSince: null, unmatched: null };

  describe('while AnyDesk does not answer', () => {
    it('a running session is told to be uncertain since the first look that failed, and to pages that are open', async () => {
      const { id } = await world.launched();
      const quiet = await world.ready();
      await world.session();
      await look();
      expect(await world.request(id)).toMatchObject({ status: 'Connected' });
      const before = world.now();
      await world.desk.setFaults({ answer: 'server-error' });
      await look();
      expect((await signsOf(id)).silentSince).toBeNull();
      await world.later(MINUTE);
      expect(await look()).toEqual([id]);
      const { silentSince } = await signsOf(id);
      expect(silentSince).toBeGreaterThanOrEqual(before);
      expect(silentSince).toBeLessThan(world.now() - 30_000);
      expect((await signsOf(quiet.id)).silentSince).toBeNull();
      await world.later(MINUTE);
      expect(await look()).toEqual([]);
      expect((await signsOf(id)).silentSince).toBe(silentSince);
    });

    it('is told no more when it answers again', async () => {
      await world.desk.setFaults({ answer: 'normal' });
      expect(await look()).toHaveLength(1);
    });
  });

  describe('a session that fits no request', () => {
    it('is shown at the request whose device was called, and one press attaches it', async () => {
      const { id } = await world.launched();
      const sessionId = await world.session(STRANGER);
      expect(await look()).toContain(id);
      const { unmatched } = await signsOf(id);
      expect(unmatched).toEqual({
        session: `${world.accountId}/${sessionId}`,
        startedAt: expect.any(Number),
        address: String(MAYS_DEVICE),
      });
      const attach = attachByPanel(world.foundation, world.deps);
      const caller = { installation: anInstallation(), person: world.anna, proof: 'signed-in', agentId: null };
      const anna = caller as unknown as AgentCaller;
      const name = unmatched?.session ?? '';
      expect(await attach({ ...anna, proof: 'asserted' }, id, name)).toMatchObject({ ok: false });
      expect(await attach(anna, id, name)).toEqual({ ok: true, replayed: false });
      expect(await attach(anna, id, name)).toEqual({ ok: true, replayed: true });
      expect((await world.request(id)).status).toBe('Connected');
      expect((await signsOf(id)).unmatched).toBeNull();
    });
  });
});
