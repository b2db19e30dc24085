import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { httpCall } from '../support/http-call.ts';
import type { PanelClient } from '../support/panel-client.ts';
import { namedFields, problem, toldProblem } from './api-caller.ts';
import { givenRequest } from './given-request.ts';
import { MARA, type ServerWorld, serverWorld } from './server-world.ts';

let world: ServerWorld;
let panel: PanelClient;
beforeAll(async () => {
  // Calls are held long enough for hundreds to be held together, on a slow machine too.
  world = await serverWorld({ settings: { appCallSeconds: 30 } });
  panel = world.panel();
});
afterAll(() => world.close());

const aBrowser = () => ({ panel: randomUUID() });

async function anActiveTicket() {
  const { control } = world.desk;
  const [requester] = await control.requesters();
  const { ticket, number } = await control.addTicket({ subject: 'Busy', requesterId: requester?.id ?? 0 });
  const at = { id: String(ticket.id), number, subject: 'Busy' };
  await givenRequest(panel, 'Open', { ticket: at });
  const { position } = await eventually('the ticket to be known', async () => {
    const state = await panel.panelState(at.id);
    return state.contacts.length > 0 && state;
  });
  return { ticket: at, position };
}

describe('A call that watches', () => {
  it.each([
    ['no ticket', { tickets: '' }, 'tickets'],
    ['21 tickets', { tickets: Array.from({ length: 21 }, (_, n) => n + 1).join(',') }, 'tickets'],
    ['a path instead of a ticket', { tickets: '../1' }, 'tickets'],
    ['two commas', { tickets: '1,,2' }, 'tickets'],
    ['a made-up browser', { tickets: '1', panel: 'a b' }, 'panel'],
    ['an endless position', { tickets: '1', after: 'x'.repeat(1001) }, 'after'],
    ['a field that does not exist', { tickets: '1', limit: '5' }, ''],
  ])('refuses %s with a sentence', async (_what, query, field) => {
    const answer = await panel.ask('/watch', query);
    expect([toldProblem(answer), namedFields(answer)]).toEqual([problem(422, 'invalid-input'), [field]]);
  });

  it('takes the same ticket twice for one, and 20', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `${n + 900_000}`);
    expect((await panel.ask('/watch', { tickets: [...ids, ...ids].join(','), ...aBrowser() })).status).toBe(200);
  });

  it('wants to know who watches', async () => {
    const { status } = await httpCall(`${world.url}/api/v1/panel/watch?tickets=1`, { headers: {} });
    const unnamed = await httpCall(`${world.url}/api/v1/panel/watch?tickets=1`, {
      headers: { authorization: `Bearer ${world.data.secrets.api}` },
    });
    expect([status, unnamed.status, namedFields(unnamed)]).toEqual([401, 422, ['agent']]);
  });

  it('refuses more calls than it can hold with a sentence, and lets go of those whose callers went away', async () => {
    const { ticket, position } = await anActiveTicket();
    const query = (browser: string) =>
      new URLSearchParams({
        tickets: ticket.id,
        after: position,
        panel: browser,
        agent: MARA.id,
        agentName: MARA.name,
        agentEmail: MARA.email ?? '',
      });
    const sockets = Array.from({ length: 500 }, (_, n) => {
      const call = httpRequest(`${world.url}/api/v1/panel/watch?${query(`b${n}`).toString()}`, {
        headers: { authorization: `Bearer ${world.data.secrets.api}` },
        agent: false,
      });
      call.on('error', () => undefined);
      call.end();
      return call;
    });
    const idle = { tickets: '0', ...aBrowser() };
    const refused = await eventually('the server to be full', async () => {
      const answer = await panel.ask('/watch', idle);
      return answer.status === 503 && answer;
    });
    expect(toldProblem(refused)).toEqual(problem(503, 'too-many-watchers'));
    for (const socket of sockets) socket.destroy();
    await eventually('the server to have room again', async () => (await panel.ask('/watch', idle)).status === 200);
  });
});
