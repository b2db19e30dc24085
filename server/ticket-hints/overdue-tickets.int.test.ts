import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Engine, type ServerWorld, serverWorld } from '../../test/server/server-world.ts';
import { give, givenRequest } from '../../test/server/given-request.ts';
import { postgresIsThere } from '../../test/setup/postgres-database.ts';
import { eventually } from '../../test/support/eventually.ts';
import { hintOverdueTickets } from './overdue-tickets.ts';

const HOUR_MS = 60 * 60_000;

let world: ServerWorld;
const hinted: string[] = [];
const ENGINES: readonly Engine[] = postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'];

/** A request on a new ticket that has been looked at. */
async function aTicketWithRequest(): Promise<{ readonly ticketId: string; readonly requestId: string }> {
  const [requester] = await world.desk.control.requesters();
  const { ticket } = await world.desk.control.addTicket({ subject: 'Quiet', requesterId: requester?.id ?? 0 });
  const ticketId = String(ticket.id);
  const { id } = await givenRequest(world.panel(), 'Open', {
    ticket: { id: ticketId, number: `INC-${ticketId}`, subject: 'Quiet' },
  });
  const { read } = world.foundation.store.database;
  await eventually('the first look', async () => {
    const seen = await read.selectFrom('ticket_seen').select('seen').where('ticket_id', '=', ticketId).execute();
    return seen.length > 0;
  });
  return { ticketId, requestId: id };
}

const look = (afterMs: number): Promise<number> =>
  hintOverdueTickets(
    world.foundation.store.database,
    { add: async (_installation, ticketId) => void hinted.push(ticketId) },
    Date.now() + afterMs,
  );

describe.each(ENGINES)('A ticket with an active request, of which nobody has told anything, on %s', (engine) => {
  beforeAll(async () => {
    world = await serverWorld({ engine });
  });
  beforeEach(() => {
    hinted.length = 0;
  });
  afterAll(() => world.close());

  it('is looked at again after an hour and not before', async () => {
    const { ticketId } = await aTicketWithRequest();
    await look(HOUR_MS / 2);
    expect(hinted).not.toContain(ticketId);
    await look(HOUR_MS + 60_000);
    expect(hinted.filter((id) => id === ticketId)).toHaveLength(1);
  });

  it('is looked at once for however many requests', async () => {
    const { ticketId } = await aTicketWithRequest();
    await givenRequest(world.panel(), 'Open', {
      ticket: { id: ticketId, number: `INC-${ticketId}`, subject: 'Quiet' },
      another: true,
    });
    await look(2 * HOUR_MS);
    expect(hinted.filter((id) => id === ticketId)).toHaveLength(1);
  });

  it('is let be once its requests have ended', async () => {
    const { ticketId, requestId } = await aTicketWithRequest();
    await give(world.panel(), requestId, { type: 'close-request', outcome: 'solved' });
    await look(2 * HOUR_MS);
    expect(hinted).not.toContain(ticketId);
  });

  it('waits for a look that is asked for already', async () => {
    const { ticketId } = await aTicketWithRequest();
    const later = Date.now() + 10 * HOUR_MS;
    await world.foundation.store.database.write((db) =>
      db
        .insertInto('ticket_hint')
        .values({
          installation_id: world.data.installationId,
          ticket_id: ticketId,
          hinted_at: later,
          due_at: later,
          attempts: 0,
        })
        .execute(),
    );
    await look(2 * HOUR_MS);
    expect(hinted).not.toContain(ticketId);
  });

  it('comes in turns of twenty, so that people’s calls have room', async () => {
    for (let n = 0; n < 21; n += 1) await aTicketWithRequest();
    expect(await look(2 * HOUR_MS)).toBe(20);
  });
});
