import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../core/ports/answer.ts';
import type { HelpDesk } from '../../core/ports/help-desk.ts';
import type { Ticket } from '../../core/ports/ticket.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { createRequest } from '../../core/use-cases/create-request.ts';
import { anInstallation } from '../../test/builders/an-installation.ts';
import { eventually } from '../../test/support/eventually.ts';
import { sqliteFolder } from '../../test/setup/sqlite-folder.ts';
import { createLiveUpdates } from '../live/live-updates.ts';
import { openStore } from '../storage/open-store.ts';
import type { Store } from '../storage/store.ts';
import { randomIds } from '../world.ts';
import { createTicketHints, type TicketHints } from './ticket-hints.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const folder = sqliteFolder();
let store: Store;
let ports: CorePorts;
let now = Date.now();
/** What each installation's help desk does when it is asked for a ticket. */
const desks = new Map<string, (ticketId: string) => Promise<Answer<Ticket>>>();
const asked: string[] = [];
const faults: unknown[] = [];
const made: TicketHints[] = [];

beforeAll(async () => {
  store = await openStore({ databaseUrl: null, dataDir: folder.path });
  const clock = { now: () => now };
  ports = {
    unitOfWork: store.unitOfWork,
    planner: { plan: () => [] },
    changes: createLiveUpdates(),
    clock,
    ids: randomIds,
  };
  for (const id of ['acme', 'other']) {
    await store.installations.save({
      installation: anInstallation({ id }),
      address: 'acme.freshservice.com',
      plan: 'pro',
      sealedCredentials: null,
      createdAt: 0,
    });
  }
});
afterEach(async () => {
  await Promise.all(made.splice(0).map((one) => one.stop()));
  await store.database.write((db) => db.deleteFrom('ticket_hint').execute());
  asked.length = 0;
  faults.length = 0;
});
afterAll(async () => {
  await store.close();
  folder.remove();
});

const found = (id: string): Answer<Ticket> => ({
  kind: 'done',
  value: {
    id,
    number: `INC-${id}`,
    subject: '',
    state: 'open',
    statusValue: '2',
    contacts: [],
    agent: null,
    groupId: null,
    mergedInto: null,
    replyTo: null,
    updatedAt: now,
  },
});
const down: Answer<Ticket> = { kind: 'unknown', because: 'It did not answer.' };

const helpDesks = {
  of: async (installationId: string) => {
    const findTicket = async (ticketId: string): Promise<Answer<Ticket>> => {
      asked.push(`${installationId} ${ticketId}`);
      return (desks.get(installationId) ?? (async (id) => found(id)))(ticketId);
    };
    return { tickets: { findTicket } } as unknown as HelpDesk;
  },
};

function hints(): TicketHints {
  const tickets = createTicketHints(store.database, {
    ...ports,
    helpDesks,
    report: (error) => faults.push(error),
    followed: () => undefined,
  });
  made.push(tickets);
  return tickets;
}

async function requestOn(installationId: string, ticketId: string): Promise<void> {
  const person = { id: 'a', name: 'Anna', email: null, role: 'support-agent', queueIds: [] } as const;
  const ticket = { id: ticketId, number: `INC-${ticketId}`, subject: '' };
  const recipient = { name: 'May', email: 'may@kestrel.example', phone: null };
  const asked = {
    ticket,
    recipient,
    assignee: { kind: 'unassigned' },
    comment: '',
    schedule: null,
    expiresAt: null,
    channels: ['link'],
    language: null,
  } as const;
  const answer = await createRequest(ports, {
    installationId,
    person,
    proof: 'asserted',
    asked,
    another: true,
    envelope: null,
  });
  if (!answer.ok) throw new Error(answer.refusal.reason);
}

const rows = () => store.database.read.selectFrom('ticket_hint').selectAll().orderBy('ticket_id').execute();

describe('A hint about a ticket', () => {
  it('is one look, however often it comes, and then forgotten', async () => {
    await requestOn('acme', '1');
    const tickets = hints();
    await Promise.all(Array.from({ length: 20 }, () => tickets.add('acme', '1')));
    await tickets.work();
    await tickets.quiet();
    expect([asked, await rows()]).toEqual([['acme 1'], []]);
  });

  it('is followed by itself a moment after it came', async () => {
    await requestOn('acme', '2');
    const tickets = hints();
    const looked = new Promise<void>((resolve) => {
      desks.set('acme', async (id) => {
        resolve();
        return found(id);
      });
    });
    await tickets.add('acme', '2');
    await looked;
    await tickets.quiet();
    desks.delete('acme');
    expect(asked).toEqual(['acme 2']);
  });

  it('that comes while the ticket is being looked at is another look, right after it', async () => {
    await requestOn('acme', '3');
    const tickets = hints();
    await tickets.add('acme', '3');
    desks.set('acme', async (id) => {
      desks.delete('acme');
      now += 1;
      await tickets.add('acme', '3');
      // Long enough that it is due while this look still goes on.
      await new Promise((resolve) => {
        setTimeout(resolve, 400);
      });
      return found(id);
    });
    await tickets.work();
    await eventually('both looks', async () => (await rows()).length === 0);
    await tickets.quiet();
    expect(asked).toEqual(['acme 3', 'acme 3']);
  });

  it('is kept while the help desk is down, tried again after longer and longer, and given up in the end', async () => {
    await requestOn('acme', '4');
    desks.set('acme', async () => down);
    const tickets = hints();
    await tickets.add('acme', '4');
    const waits: number[] = [];
    for (;;) {
      await tickets.work();
      await tickets.quiet();
      const [row] = await rows();
      if (row === undefined) break;
      waits.push((row.due_at - now) / SECOND_MS);
      now = row.due_at;
    }
    desks.delete('acme');
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]);
    expect(asked).toHaveLength(12);
  });

  it('waits until the moment that the help desk names', async () => {
    await requestOn('acme', '5');
    const at = now + 17 * MINUTE_MS;
    desks.set('acme', async () => ({
      kind: 'not-done',
      retry: { when: 'at', at },
      because: { code: 'rate-limited', message: '' },
    }));
    const tickets = hints();
    await tickets.add('acme', '5');
    await tickets.work();
    await tickets.quiet();
    desks.delete('acme');
    expect((await rows()).map(({ due_at }) => due_at)).toEqual([at]);
  });

  it('stops at the first ticket that a help desk does not give: the others would fare no better', async () => {
    for (const id of ['6', '7', '8']) await requestOn('acme', id);
    desks.set('acme', async () => down);
    const tickets = hints();
    for (const id of ['6', '7', '8']) await tickets.add('acme', id);
    await tickets.work();
    await tickets.quiet();
    desks.delete('acme');
    expect([asked, (await rows()).length]).toEqual([['acme 6'], 3]);
  });
});

describe('A help desk that hangs', () => {
  it('holds up its own tickets only, and the end of the server no longer than the look that is under way', async () => {
    await requestOn('acme', '9');
    await requestOn('other', '9');
    let answer: (answer: Answer<Ticket>) => void = () => undefined;
    desks.set(
      'acme',
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const tickets = hints();
    await tickets.add('acme', '9');
    await tickets.add('other', '9');
    await tickets.work();
    await eventually('the other ticket to be done', async () => (await rows()).length === 1);
    await tickets.work();
    expect(asked.toSorted()).toEqual(['acme 9', 'other 9']);
    const stopped = tickets.stop();
    answer(found('9'));
    await stopped;
    desks.delete('acme');
    expect(await rows()).toEqual([]);
  });

  it('or one whose credentials cannot be read is reported and tried later, and stops nobody else', async () => {
    await requestOn('acme', '10');
    await requestOn('other', '10');
    const unreadable = new Error('A stored secret cannot be read.');
    desks.set('acme', () => Promise.reject(unreadable));
    const tickets = hints();
    await tickets.add('acme', '10');
    await tickets.add('other', '10');
    await tickets.work();
    await tickets.quiet();
    desks.delete('acme');
    expect(faults).toEqual([unreadable]);
    const left = await rows();
    expect(left.map(({ installation_id, attempts }) => [installation_id, attempts])).toEqual([['acme', 1]]);
    expect(left[0]?.due_at).toBeGreaterThan(now);
  });
});
