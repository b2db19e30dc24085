import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GROUPS } from '../fakes/freshservice/seed.ts';
import { eventually } from '../support/eventually.ts';
import { givenRequest } from './given-request.ts';
import { type ServerWorld, serverWorld } from './server-world.ts';

const MARA = { name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example' };
const JUN = { name: 'Jun Watanabe', email: 'jun.watanabe@kestrel.example' };

let world: ServerWorld;
beforeAll(async () => {
  world = await serverWorld();
});
afterAll(() => world.close());
beforeEach(() => world.desk.control.faults([]));

type Named = { readonly name: string; readonly email: string };

async function idOf({ email }: Named): Promise<number> {
  const found = (await world.desk.control.agents()).find((agent) => agent.email === email);
  if (found === undefined) throw new Error(`the desk has no agent ${email}`);
  return found.id;
}

/** A ticket of that group whose request, made by Mara for the agent, has become Ready. Its number. */
async function readyFor(agent: Named, groupId: number): Promise<number> {
  const [requester] = await world.desk.control.requesters();
  const { ticket } = await world.desk.control.addTicket({ subject: 'Printer', requesterId: requester?.id ?? 0 });
  await world.desk.control.edit(ticket.id, { groupId });
  const mara = { id: String(await idOf(MARA)), ...MARA };
  await givenRequest(world.panel(mara), 'Ready', {
    ticket: { id: String(ticket.id), number: `INC-${ticket.id}`, subject: 'Printer' },
    assignee: { kind: 'agent', agent: { id: String(await idOf(agent)), ...agent } },
  });
  await eventually('the ticket to tell of the Allow', async () =>
    (await world.desk.control.timeline(ticket.id)).some(({ bodyText }) => bodyText.includes('allowed access')),
  );
  return ticket.id;
}

const noticesOf = async (ticketId: number): Promise<readonly string[]> =>
  (await world.desk.control.mails())
    .filter((mail) => mail.kind === 'note-notice' && mail.ticketId === ticketId)
    .flatMap(({ to }) => to);

describe('When a request becomes Ready', () => {
  it('the help desk notifies the agent in charge, once', async () => {
    expect(await noticesOf(await readyFor(MARA, GROUPS.warehouse))).toEqual([MARA.email]);
  });

  it('an agent who sees only the tickets of his groups is notified of those', async () => {
    expect(await noticesOf(await readyFor(JUN, GROUPS.serviceDesk))).toEqual([JUN.email]);
  });

  it('he is not notified of a ticket that he may not see, and the ticket tells all the same', async () => {
    expect(await noticesOf(await readyFor(JUN, GROUPS.warehouse))).toEqual([]);
  });

  it('somebody who is no agent of the help desk is notified of nothing', async () => {
    const stranger = { name: 'Mallory', email: 'mallory@elsewhere.example' };
    await world.desk.control.addAgent({
      firstName: 'Mallory',
      lastName: 'Moe',
      email: stranger.email,
      apiKey: 'the-key-of-mallory',
      active: false,
    });
    expect(await noticesOf(await readyFor(stranger, GROUPS.serviceDesk))).toEqual([]);
  });
});
