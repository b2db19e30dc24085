import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GROUPS } from '../fakes/freshservice/seed.ts';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { eventually } from '../support/eventually.ts';
import type { HttpAnswer } from '../support/http-call.ts';
import {
  aCreationNow,
  type AccessWorld,
  accessWorld,
  asPanelAgent,
  CHECKING,
  expectAll,
  expectNothing,
  NETWORK_ROLE,
  readerOf,
} from './access-world.ts';
import { toldProblem } from './api-caller.ts';
import { give } from './given-request.ts';
import type { Engine } from './server-world.ts';

const MINUTE_MS = 60_000;
const A_COMMENT = { type: 'add-comment', text: 'x', expectedVersion: null };
const MEMBER = { roleId: 1, scope: 'member_groups' as const, groups: [] };

describe.each<Engine>(postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'])(
  'What an agent may see of tickets, as it changes, on %s',
  (engine) => {
    let here: AccessWorld;
    beforeAll(async () => {
      here = await accessWorld(engine);
    });
    afterEach(() => here.desk.faults([]));
    afterAll(() => here.world.close());

    describe('Somebody who comes for the first time', () => {
      it('is told that it is being checked, whether or not there is such a request, and then what is so', async () => {
        const place = await here.aTicket({ groupId: GROUPS.network });
        const agent = asPanelAgent(await here.newAgent({ roles: [NETWORK_ROLE] }));
        const slow = {
          on: { method: 'GET' },
          when: 'always',
          fault: { kind: 'slow', delayMs: 300, bytesPerSecond: null },
        } as const;
        await here.desk.faults([slow]);
        const answers = [
          await here.api.get(`/tickets/${place.ticket.id}/requests?${readerOf(agent)}`),
          await here.api.get(`/requests/${place.request.id}?${readerOf(agent)}`),
          await here.api.get(`/requests/${'0'.repeat(26)}?${readerOf(agent)}`),
          await here.api.post(`/requests/${place.request.id}/commands`, {
            agent,
            ...A_COMMENT,
            commandId: randomUUID(),
          }),
          await here.api.post(`/requests/${'0'.repeat(26)}/commands`, { agent, ...A_COMMENT, commandId: randomUUID() }),
          await here.api.post('/requests', aCreationNow(agent, place.ticket)),
        ];
        for (const answer of answers) expect(toldProblem(answer)).toEqual(CHECKING);
        await here.desk.faults([]);
        await expectAll(here, agent, place);
      });
    });

    describe('A scope that changes', () => {
      it('is noticed by the next call after five minutes, and ends what is being watched', async () => {
        const place = await here.aTicket({ groupId: GROUPS.network });
        const agent = await here.newAgent({ roles: [NETWORK_ROLE] });
        expect(await here.seen(asPanelAgent(agent), place)).toBe(true);
        const stream = await here.watched(asPanelAgent(agent), place);
        await stream.waitFor(({ name }) => name === 'request');
        await here.desk.editAgent(agent.id, { roles: [{ roleId: 1, scope: 'assigned_items', groups: [] }] });
        here.later(6 * MINUTE_MS);
        await eventually('the narrower scope to be known', async () => !(await here.seen(asPanelAgent(agent), place)));
        const heard = stream.events.length;
        await give(here.world.panel(here.people.Mara), place.request.id, { type: 'add-comment', text: 'Not for him.' });
        await stream.ended;
        expect(stream.events.slice(heard).map(({ name }) => name)).toEqual(['ended']);
        await expectNothing(here, asPanelAgent(agent), place);
      });

      it('to a wider one is noticed alike', async () => {
        const place = await here.aTicket({ groupId: GROUPS.warehouse });
        const agent = await here.newAgent({ roles: [NETWORK_ROLE] });
        expect(await here.seen(asPanelAgent(agent), place)).toBe(false);
        await here.desk.editAgent(agent.id, { groupIds: [GROUPS.warehouse], roles: [MEMBER] });
        here.later(6 * MINUTE_MS);
        await eventually('the wider scope to be known', () => here.seen(asPanelAgent(agent), place));
      });

      it('to none, because he left, ends everything', async () => {
        const place = await here.aTicket({ groupId: GROUPS.network });
        const agent = await here.newAgent({ roles: [NETWORK_ROLE] });
        expect(await here.seen(asPanelAgent(agent), place)).toBe(true);
        await here.desk.editAgent(agent.id, { active: false });
        here.later(6 * MINUTE_MS);
        await eventually('his leaving to be known', async () => !(await here.seen(asPanelAgent(agent), place)));
        await expectNothing(here, asPanelAgent(agent), place);
      });
    });

    describe('A ticket that moves to another group', () => {
      it('is no longer seen by the one and seen by the other as soon as somebody hints at it', async () => {
        const place = await here.aTicket({ groupId: GROUPS.serviceDesk });
        expect([await here.seen(here.people.Jun, place), await here.seen(here.people.Nadia, place)]).toEqual([
          true,
          false,
        ]);
        await here.desk.edit(Number(place.ticket.id), { groupId: GROUPS.network });
        await here.desk.fireWebhook({
          url: `${here.world.url}/webhooks/freshservice/${here.world.data.installationId}`,
          headers: { 'x-session-requests-secret': here.world.data.secrets.webhookHeader },
          body: JSON.stringify({ ticket_id: Number(place.ticket.id) }),
        });
        await eventually('the move to be known', async () => !(await here.seen(here.people.Jun, place)));
        await expectNothing(here, here.people.Jun, place);
        await expectAll(here, here.people.Nadia, place);
      });

      it('is noticed without a hint once what is known of it is old', async () => {
        const place = await here.aTicket({ groupId: GROUPS.serviceDesk });
        expect(await here.seen(here.people.Jun, place)).toBe(true);
        await here.desk.edit(Number(place.ticket.id), { groupId: GROUPS.network });
        here.later(16 * MINUTE_MS);
        expect(await here.seen(here.people.Jun, place)).toBe(false);
      });
    });

    describe('While the help desk is down', () => {
      it('what is known counts for a day, who is not known is told at once, and nobody waits', async () => {
        const place = await here.aTicket({ groupId: GROUPS.network });
        expect([await here.seen(here.people.Nadia, place), await here.seen(here.people.Jun, place)]).toEqual([
          true,
          false,
        ]);
        await here.desk.faults([{ fault: { kind: 'error', status: 503, body: 'html', done: false } }]);
        here.later(23 * 60 * MINUTE_MS);
        expect([await here.seen(here.people.Nadia, place), await here.seen(here.people.Jun, place)]).toEqual([
          true,
          false,
        ]);
        await expectNothing(here, asPanelAgent(await here.newAgent({ roles: [NETWORK_ROLE] })), place);
        here.later(2 * 60 * MINUTE_MS);
        expect([await here.seen(here.people.Nadia, place), await here.seen(here.people.Mara, place)]).toEqual([
          false,
          false,
        ]);
        await here.desk.faults([]);
        here.later(MINUTE_MS);
        await eventually('the help desk to be asked again', () => here.seen(here.people.Nadia, place));
      });

      it('an answer that takes 16 seconds delays nobody: neither who is known nor who is not', async () => {
        const place = await here.aTicket({ groupId: GROUPS.network });
        expect(await here.seen(here.people.Nadia, place)).toBe(true);
        await here.desk.faults([
          { on: { method: 'GET' }, when: 'always', fault: { kind: 'slow', delayMs: 16_000, bytesPerSecond: null } },
        ]);
        here.later(7 * MINUTE_MS);
        const agent = asPanelAgent(await here.newAgent({ roles: [NETWORK_ROLE] }));
        const slowest = await slowestOf([
          () => here.api.get(`/tickets/${place.ticket.id}/requests?${readerOf(here.people.Nadia)}`),
          () => here.api.get(`/requests/${place.request.id}?${readerOf(here.people.Mara)}`),
          () => here.api.get(`/tickets/${place.ticket.id}/requests?${readerOf(agent)}`),
          () => here.api.post('/requests', aCreationNow(agent, place.ticket)),
          () => here.api.post('/requests', aCreationNow(here.people.Nadia, place.ticket)),
        ]);
        expect(slowest.statuses).toEqual([200, 200, 409, 409, 201]);
        expect(slowest.ms).toBeLessThan(8000);
      });
    });

    it('A hundred calls on one ticket ask the help desk once for the agent and once for the ticket', async () => {
      const agent = asPanelAgent(await here.newAgent({ roles: [NETWORK_ROLE] }));
      const place = await here.aTicket({ groupId: GROUPS.network });
      await eventually('the first look', async () =>
        (await here.ticketsSeen()).some(({ ticket_id: ticketId }) => ticketId === place.ticket.id),
      );
      await here.desk.forgetCalls();
      await Promise.all(Array.from({ length: 100 }, () => here.seen(agent, place)));
      const calls = (await here.desk.calls()).map(({ path }) => path).filter((path) => !path.includes('conversations'));
      expect(calls.filter((path) => path.includes(`/agents/${agent.id}`))).toHaveLength(1);
      expect(calls.filter((path) => path.endsWith(`/tickets/${place.ticket.id}`))).toEqual([]);
    });
  },
);

async function slowestOf(calls: readonly (() => Promise<HttpAnswer>)[]) {
  const statuses: number[] = [];
  let ms = 0;
  for (const call of calls) {
    const began = performance.now();
    statuses.push((await call()).status);
    ms = Math.max(ms, performance.now() - began);
  }
  return { statuses, ms };
}
