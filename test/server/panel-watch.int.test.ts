import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { INTEGRATION_KEY } from '../fakes/freshservice/seed.ts';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { eventually } from '../support/eventually.ts';
import { httpCall } from '../support/http-call.ts';
import { joinClient, pressHeaders } from '../support/join-client.ts';
import type { PanelClient, PanelState } from '../support/panel-client.ts';
import { give, givenRequest } from './given-request.ts';
import { type Engine, MARA, type ServerWorld, serverWorld } from './server-world.ts';

/** Far less than a call is held when nothing happens. */
const SOON_MS = 3000;
const MINUTE_MS = 60_000;

describe.each<Engine>(postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'])('Watching tickets on %s', (engine) => {
  let world: ServerWorld;
  let panel: PanelClient;
  let passedMs = 0;
  beforeAll(async () => {
    world = await serverWorld({ engine, clock: { now: () => Date.now() + passedMs } });
    panel = world.panel();
  });
  afterAll(() => world.close());

  /** Each browser is another watcher, so that tests do not wait for each other. */
  const aBrowser = () => ({ panel: randomUUID() });

  async function aTicket() {
    const { control } = world.desk;
    const [requester] = await control.requesters();
    const { ticket, number } = await control.addTicket({ subject: 'Watched', requesterId: requester?.id ?? 0 });
    return { id: String(ticket.id), number, subject: 'Watched' };
  }
  const known = (ticketId: string, by = panel): Promise<PanelState> =>
    eventually('the ticket to be known', async () => {
      const state = await by.panelState(ticketId);
      return state.access !== 'checking' && state.contacts.length > 0 && state;
    });
  /** A ticket with a request, and what a panel knows of it that has just been opened. */
  async function anOpenPanel(step: 'Open' | 'Waiting' | 'Ready' = 'Open') {
    const ticket = await aTicket();
    const request = await givenRequest(panel, step, { ticket });
    const { position } = await known(ticket.id);
    return { ticket, request, position, ...aBrowser() };
  }
  /** A call that watches, and whether it has been answered; settles when the server has had the time to answer it at once. */
  async function watching(ids: readonly string[], query: Readonly<Record<string, string>>, by = panel) {
    const call = { answer: by.watch(ids, query), isAnswered: false };
    call.answer.then(
      () => (call.isAnswered = true),
      () => (call.isAnswered = true),
    );
    for (let n = 0; n < 5; n += 1) await by.panelState('0');
    return call;
  }
  const comment = (id: string, text: string): Promise<PanelView> => give(panel, id, { type: 'add-comment', text });

  it('tells everything of a ticket to a panel that knows nothing of it', async () => {
    const { ticket, request } = await anOpenPanel();
    const { tickets, askAgain, position, at } = await panel.watch([ticket.id], aBrowser());
    const state = await panel.panelState(ticket.id);
    expect(tickets).toEqual({
      [ticket.id]: {
        access: 'granted',
        ticket: { ...ticket, state: 'open' },
        contacts: state.contacts,
        requests: [await panel.read(request.id)],
      },
    });
    expect(state.contacts).toHaveLength(1);
    expect([position, Math.abs(at - Date.now() - passedMs) < 5000, askAgain]).toEqual([
      state.position,
      true,
      { afterMs: 0 },
    ]);
  });

  it('holds the call of a panel that knows everything, and answers it as soon as its request changes', async () => {
    const { ticket, request, ...query } = await anOpenPanel();
    const call = await watching([ticket.id], { after: query.position, panel: query.panel });
    expect(call.isAnswered).toBe(false);
    const pressedAt = performance.now();
    await comment(request.id, 'Called.');
    const { tickets } = await call.answer;
    expect(performance.now() - pressedAt).toBeLessThan(SOON_MS);
    expect(tickets[ticket.id]?.requests).toEqual([await panel.read(request.id)]);
  });

  it("brings the recipient's presses, one after the other", async () => {
    const { ticket, request, position, ...query } = await anOpenPanel();
    const seen = new Set<string>();
    let after = position;
    const user = joinClient(request.joinUrl ?? '');
    const presses = [
      () => user.walk('join'),
      () => user.walk('address', { address: '123 456 789' }),
      () => user.walk('allow', { consent: 'yes' }),
    ];
    for (const press of presses) {
      const call = await watching([ticket.id], { ...query, after });
      await press();
      const { version } = await panel.read(request.id);
      // A press may be more than one event: looking at the page is one of its own.
      for (let answer = await call.answer; ; answer = await panel.watch([ticket.id], { ...query, after })) {
        const shown = answer.tickets[ticket.id]?.requests[0];
        seen.add(shown?.status ?? 'nothing');
        after = answer.position;
        if (shown?.version === version) break;
      }
    }
    expect([...seen].slice(-2)).toEqual(['Waiting', 'Ready']);
  });

  it('answers for those of several tickets that have news, and for no other', async () => {
    const [one, two, three] = [await anOpenPanel(), await anOpenPanel(), await anOpenPanel()];
    const ids = [one, two, three].map(({ ticket }) => ticket.id);
    const { position } = await panel.watch(ids, aBrowser());
    const call = await watching(ids, { ...aBrowser(), after: position });
    expect(call.isAnswered).toBe(false);
    await comment(two.request.id, 'This one.');
    expect(Object.keys((await call.answer).tickets)).toEqual([two.ticket.id]);
  });

  it('lets a ticket join that the position does not know yet, and tells it whole', async () => {
    const [one, two] = [await anOpenPanel(), await anOpenPanel()];
    const { tickets } = await panel.watch([one.ticket.id, two.ticket.id], { ...aBrowser(), after: one.position });
    expect(Object.keys(tickets)).toEqual([two.ticket.id]);
  });

  it('loses no change that comes between two calls', async () => {
    const { ticket, request, position } = await anOpenPanel();
    await comment(request.id, 'While nobody watched.');
    const { tickets } = await panel.watch([ticket.id], { ...aBrowser(), after: position });
    expect(tickets[ticket.id]?.requests[0]?.version).toBe(2);
  });

  it.each([
    'p1',
    'p1.short',
    'p9.AAAAAABBBBBBBBBB',
    '18446744073709551615',
    'p1.AAAAAABBBBBBBBBB',
    "'; drop table",
    '%00',
  ])('begins anew after the position %j, which this server did not make', async (after) => {
    const { ticket, request } = await anOpenPanel();
    const { tickets } = await panel.watch([ticket.id], { ...aBrowser(), after });
    expect(tickets[ticket.id]?.requests.map(({ id }) => id)).toEqual([request.id]);
  });

  it('brings a request that another agent makes on a ticket with none active, while one of its others is', async () => {
    const { ticket, request, position } = await anOpenPanel();
    const call = await watching([ticket.id], { ...aBrowser(), after: position });
    const made = await givenRequest(panel, 'Open', { ticket });
    const ids = (await call.answer).tickets[ticket.id]?.requests.map(({ id }) => id);
    expect(ids).toEqual([made.id, request.id]);
  });

  it('answers when the last active request ends, and does not ask to come again', async () => {
    const { ticket, request, position } = await anOpenPanel();
    const call = await watching([ticket.id], { ...aBrowser(), after: position });
    await give(panel, request.id, { type: 'close-request' });
    const { tickets, askAgain } = await call.answer;
    expect([tickets[ticket.id]?.requests[0]?.status, askAgain]).toEqual(['Closed', null]);
    const idle = await panel.watch([ticket.id], { ...aBrowser(), after: (await panel.panelState(ticket.id)).position });
    expect([idle.tickets, idle.askAgain]).toEqual([{}, null]);
  });

  it('says that the recipient came to the page, which is no event of the request', async () => {
    const { ticket, request } = await anOpenPanel('Waiting');
    passedMs += 3 * MINUTE_MS;
    const { requests, position } = await panel.panelState(ticket.id);
    expect(requests[0]?.presence.onThePage).toBe(false);
    const call = await watching([ticket.id], { ...aBrowser(), after: position });
    const { origin } = new URL(request.joinUrl ?? '');
    await httpCall(`${request.joinUrl}/here`, { method: 'POST', headers: pressHeaders('script', origin) });
    expect((await call.answer).tickets[ticket.id]?.requests[0]?.presence.onThePage).toBe(true);
  });

  it('answers once the help desk has told whom a new ticket concerns', async () => {
    const ticket = await aTicket();
    const slow = { kind: 'slow', delayMs: 700, bytesPerSecond: null } as const;
    await world.desk.control.faults([{ on: { ticketId: Number(ticket.id) }, fault: slow }]);
    const opened = await panel.panelState(ticket.id);
    expect([opened.contacts, opened.ticket, opened.askAgain]).toEqual([
      [],
      { id: ticket.id, number: '', subject: '', state: 'unknown' },
      { afterMs: 0 },
    ]);
    const { tickets, askAgain } = await panel.watch([ticket.id], { ...aBrowser(), after: opened.position });
    await world.desk.control.faults([]);
    expect([tickets[ticket.id]?.contacts.length, tickets[ticket.id]?.ticket.number, askAgain]).toEqual([
      1,
      ticket.number,
      null,
    ]);
  });

  it('tells nothing of the same ticket id in another installation', async () => {
    const { ticket, request } = await anOpenPanel();
    const { people } = world.foundation;
    const { id: _id, ...installation } = anInstallation({ name: `Other ${randomUUID()}` });
    const account = { address: world.desk.url, plan: 'pro', apiKey: INTEGRATION_KEY };
    const otherId = await people.installations.add(world.admin, { ...installation, ...account });
    const other = world.panel(MARA, (await people.installSecrets.make(world.admin, otherId, 'api')) ?? '');
    const { position } = await known(ticket.id, other);
    await comment(request.id, 'Not theirs.');
    const { tickets, askAgain } = await other.watch([ticket.id], { ...aBrowser(), after: position });
    expect([tickets, askAgain]).toEqual([{}, null]);
  });

  it('ends with the right: a held call whose secret was revoked tells nothing of the next change', async () => {
    const { installSecrets } = world.foundation.people;
    const { installationId } = world.data;
    const secret = (await installSecrets.make(world.admin, installationId, 'api')) ?? '';
    const [newest] = (await installSecrets.valid(installationId)).filter(({ purpose }) => purpose === 'api');
    const { ticket, request, position } = await anOpenPanel();
    const call = await watching([ticket.id], { ...aBrowser(), after: position }, world.panel(MARA, secret));
    const answer = call.answer.catch((error: unknown) => String(error));
    await installSecrets.revoke(world.admin, installationId, newest?.id ?? '');
    await comment(request.id, 'Not for them.');
    expect(await answer).toContain('401');
  });
});
