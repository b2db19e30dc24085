import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { GROUPS } from '../fakes/freshservice/seed.ts';
import { postgresIsThere } from '../setup/postgres-database.ts';
import {
  type AccessWorld,
  accessWorld,
  asPanelAgent,
  expectAll,
  expectNothing,
  NO_REQUEST,
  NO_TICKET,
  onceKnown,
  readerOf,
} from './access-world.ts';
import { toldProblem } from './api-caller.ts';
import type { Engine } from './server-world.ts';

describe.each<Engine>(postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'])(
  'What an agent may see of tickets, on %s',
  (engine) => {
    let here: AccessWorld;
    beforeAll(async () => {
      here = await accessWorld(engine);
    });
    afterEach(() => here.desk.faults([]));
    afterAll(() => here.world.close());

    describe('Who may see the whole help desk', () => {
      it('sees every ticket, also one that the help desk was never asked about', async () => {
        await expectAll(here, here.people.Mara, await here.aTicket({ groupId: GROUPS.network }));
        const answer = await here.api.get(`/tickets/987654/requests?${readerOf(here.people.Mara)}`);
        expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { requests: [], next: null }]);
      });
    });

    describe('Who may see the tickets of his groups', () => {
      it('sees one of them', async () =>
        expectAll(here, here.people.Jun, await here.aTicket({ groupId: GROUPS.serviceDesk })));
      it('sees one that is assigned to him', async () => {
        const place = await here.aTicket({ groupId: GROUPS.network, responderId: Number(here.people.Jun.id) });
        await expectAll(here, here.people.Jun, place);
      });
      it('gets nothing of another', async () =>
        expectNothing(here, here.people.Jun, await here.aTicket({ groupId: GROUPS.network })));
      it('gets nothing of one without a group', async () => expectNothing(here, here.people.Jun, await here.aTicket()));
      it('gets nothing of one that there is not', async () => {
        const answer = await onceKnown(() => here.api.get(`/tickets/987655/requests?${readerOf(here.people.Jun)}`));
        expect(toldProblem(answer)).toEqual(NO_TICKET);
      });
    });

    describe('Who may see the tickets of some named groups', () => {
      it('sees one of them', async () =>
        expectAll(here, here.people.Nadia, await here.aTicket({ groupId: GROUPS.network })));
      it('gets nothing of another', async () =>
        expectNothing(here, here.people.Nadia, await here.aTicket({ groupId: GROUPS.serviceDesk })));
    });

    describe('Who may see what is assigned to him', () => {
      it('sees that', async () =>
        expectAll(here, here.people.Tomás, await here.aTicket({ responderId: Number(here.people.Tomás.id) })));
      it('gets nothing of what is assigned to somebody else', async () =>
        expectNothing(here, here.people.Tomás, await here.aTicket({ responderId: Number(here.people.Mara.id) })));
    });

    describe('Who has no role, has left, or never was', () => {
      it('gets nothing of any ticket', async () => {
        const place = await here.aTicket({ groupId: GROUPS.serviceDesk });
        await expectNothing(here, asPanelAgent(await here.newAgent({ roles: [] })), place);
        await expectNothing(here, here.people.Oskar, place);
        await expectNothing(here, { id: '31337', name: 'Mara Lindqvist', email: 'mara@kestrel.example' }, place);
        await expectNothing(here, { id: 'x', name: 'Mara Lindqvist', email: 'mara@kestrel.example' }, place);
      });

      it('gets nothing of requests without a ticket either, once he left', async () => {
        const { request } = JSON.parse((await here.created(here.people.Mara, null)).body) as { request: PanelView };
        expect((await here.ofRequest(here.people.Tomás, request)).status).toBe(200);
        expect(toldProblem(await here.ofRequest(here.people.Oskar, request))).toEqual(NO_REQUEST);
      });
    });

    describe('Who may see one ticket', () => {
      it('cannot put its request on another, nor reach another by its request', async () => {
        const [own, other] = [await here.aTicket({ groupId: GROUPS.network }), await here.aTicket()];
        await here.seen(here.people.Nadia, own);
        await here.seen(here.people.Nadia, other);
        const loose = JSON.parse((await here.created(here.people.Nadia, null)).body) as { request: PanelView };
        const attached = await here.commanded(here.people.Nadia, loose.request, {
          type: 'attach-ticket',
          ticket: other.ticket,
        });
        expect(toldProblem(attached)).toEqual(NO_TICKET);
        expect((await here.world.panel(here.people.Mara).read(loose.request.id)).ticket).toBeNull();
      });

      it.each(['0', '-1', '01042', '1042.0', '1042 ', '%00', '..%2F1042', "1042'--"])(
        'reaches no other by the id %s',
        async (id) => {
          const answer = await onceKnown(() => here.api.get(`/tickets/${id}/requests?${readerOf(here.people.Nadia)}`));
          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(answer.body).not.toContain('requests":[');
        },
      );
    });
  },
);
