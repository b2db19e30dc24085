import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../core/ports/answer.ts';
import type { HelpDesk } from '../../core/ports/help-desk.ts';
import type { Ticket } from '../../core/ports/ticket.ts';
import { aTicketSeen } from '../../test/builders/a-ticket-seen.ts';
import { command } from '../../test/builders/commands.ts';
import { ANNA, BEN, assignedTo } from '../../test/builders/people.ts';
import { aTicket } from '../../test/core/ticket-of-help-desk.ts';
import { UseCaseWorld } from '../../test/core/use-case-world.ts';
import { createTicketFacts, type TicketFactsBook } from './ticket-facts.ts';

const MINUTE_MS = 60_000;
type Told = () => Promise<Answer<Ticket>>;

let world: UseCaseWorld;
let book: TicketFactsBook;
/** What the help desk answers next; nothing left: the ticket. */
let answers: Told[];
let asked: string[];
let faults: unknown[];
let learned: string[];
beforeEach(() => {
  world = new UseCaseWorld();
  [answers, asked, faults, learned] = [[], [], [], []];
  book = facts();
});

function facts(): TicketFactsBook {
  const findTicket = async (id: string): Promise<Answer<Ticket>> => {
    asked.push(id);
    return (answers.shift() ?? shows({ id }))();
  };
  const { unitOfWork, planner, changes, clock, ids } = world;
  const made = createTicketFacts({
    unitOfWork,
    planner,
    changes,
    clock,
    ids,
    memory: { recall: remembered },
    helpDesks: { of: async () => ({ tickets: { findTicket } }) as unknown as HelpDesk },
    report: (error) => faults.push(error),
  });
  made.onLearned((installationId, ticketId) => learned.push(`${installationId} ${ticketId}`));
  return made;
}

const shows =
  (over: Partial<Ticket>): Told =>
  async () => ({ kind: 'done', value: aTicket(over) });
const refuses = (when: 'soon' | 'never', code: 'not-found' | 'rate-limited'): Told => {
  return async () => ({ kind: 'not-done', retry: { when }, because: { code, message: '' } });
};
const silent: Told = async () => ({ kind: 'unknown', because: '' });

function remembered(installationId: string, ticketId: string) {
  return world.store.run((stores) => stores.tickets.recall(installationId, ticketId));
}
async function recalled(ticketId: string) {
  const known = await book.recall('acme', ticketId);
  await book.quiet();
  return known;
}
async function met(...ticketIds: string[]): Promise<void> {
  for (const id of ticketIds) book.meet('acme', id);
  await settled();
}
/** The look begins once the memory was asked. */
async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  await book.quiet();
}

describe('A ticket that nobody asked for yet', () => {
  it('is not known at once: the help desk is asked meanwhile, and those who listen are told', async () => {
    answers.push(shows({ groupId: '7', agent: ANNA, subject: 'No sound' }));
    expect(await recalled('42')).toBeNull();
    expect(learned).toEqual(['acme 42']);
    expect(await recalled('42')).toMatchObject({ groupId: '7', agent: ANNA, subject: 'No sound', seenAt: world.now });
    expect(asked).toEqual(['42']);
  });

  it('is looked at once, however many ask', async () => {
    await Promise.all(Array.from({ length: 20 }, () => book.recall('acme', '42')));
    await book.quiet();
    expect(asked).toEqual(['42']);
  });

  it('is given by a help desk that hangs to nobody, and keeps nobody waiting', async () => {
    let answer: (answer: Answer<Ticket>) => void = () => undefined;
    answers.push(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    expect(await book.know('acme', '42')).toEqual({ facts: null, look: 'under-way' });
    expect(await book.know('acme', '42')).toEqual({ facts: null, look: 'under-way' });
    answer(await shows({})());
    await book.quiet();
    expect((await book.know('acme', '42')).facts).not.toBeNull();
  });

  it('holds up no more than three others of its installation by hanging, and none of another', async () => {
    const hangs: Told = () => new Promise(() => undefined);
    answers.push(hangs, hangs, hangs);
    for (const id of ['1', '2', '3', '4', '5']) await book.recall('acme', id);
    await settledLooks(2);
    expect(asked.toSorted()).toEqual(['1', '2', '3', '4', '5']);
    expect((await book.know('acme', '5')).facts).not.toBeNull();
  });
});

async function settledLooks(count: number): Promise<void> {
  for (let turn = 0; turn < 100 && learned.length < count; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

describe('A ticket that is known', () => {
  beforeEach(async () => {
    await recalled('42');
    [asked, learned] = [[], []];
  });

  it('is not asked for again within ten minutes', async () => {
    world.now += 10 * MINUTE_MS;
    await recalled('42');
    expect(asked).toEqual([]);
  });

  it('counts as it was after that, and is looked at again meanwhile', async () => {
    world.now += 10 * MINUTE_MS + 1;
    answers.push(shows({ groupId: '8' }));
    expect(await recalled('42')).toMatchObject({ groupId: null });
    expect(await recalled('42')).toMatchObject({ groupId: '8', seenAt: world.now });
    expect(learned).toEqual(['acme 42']);
  });

  it('and deleted meanwhile is remembered as deleted, with what was known of it', async () => {
    world.now += 11 * MINUTE_MS;
    answers.push(refuses('never', 'not-found'));
    await recalled('42');
    expect(await recalled('42')).toMatchObject({ state: 'deleted', number: 'INC-42' });
  });

  it('takes its requests along when somebody merely opens it: a look swallows no change', async () => {
    answers.push(shows({ agent: ANNA }));
    world.now += 11 * MINUTE_MS;
    await recalled('42');
    await world.create({}, { assignee: assignedTo(ANNA) });
    answers.push(shows({ agent: BEN }));
    world.now += 11 * MINUTE_MS;
    await recalled('42');
    expect(world.log('request-1')).toEqual(['request-created', 'assigned']);
  });
});

describe('A ticket that the help desk does not give', () => {
  it('is asked for again half a minute later at the earliest', async () => {
    answers.push(silent, silent);
    await recalled('42');
    world.now += 29_000;
    await recalled('42');
    expect([asked.length, (await book.know('acme', '42')).look]).toEqual([1, 'in-vain']);
    world.now += 1000;
    await recalled('42');
    expect(asked).toHaveLength(2);
  });

  it('is still told as in vain while it is asked for once more', async () => {
    answers.push(silent, () => new Promise(() => undefined));
    await recalled('42');
    world.now += 30_000;
    await book.recall('acme', '42');
    await settledLooks(2);
    expect([asked.length, (await book.know('acme', '42')).look]).toEqual([2, 'in-vain']);
  });

  it('is let be until the moment that the help desk names', async () => {
    const at = world.now + 5 * MINUTE_MS;
    answers.push(async () => ({
      kind: 'not-done',
      retry: { when: 'at', at },
      because: { code: 'rate-limited', message: '' },
    }));
    await recalled('42');
    world.now = at - 1;
    await recalled('42');
    world.now = at;
    await recalled('42');
    expect(asked).toHaveLength(2);
  });

  it('because it has none is let be for ten minutes, and those who listen are told', async () => {
    answers.push(refuses('never', 'not-found'));
    await recalled('42');
    world.now += 9 * MINUTE_MS;
    await recalled('42');
    expect([asked, learned, await remembered('acme', '42')]).toEqual([['42'], ['acme 42'], null]);
  });

  it('because of a fault here is reported, and stops no other look', async () => {
    const fault = new Error('A stored secret cannot be read.');
    answers.push(() => Promise.reject(fault));
    await Promise.all([book.recall('acme', '12'), book.recall('acme', '13')]);
    await book.quiet();
    expect([faults, (await book.know('acme', '13')).facts?.number]).toEqual([[fault], 'INC-42']);
  });
});

describe('A ticket that a request comes to stand on', () => {
  it('is looked at once, and not again for the next change or after a restart', async () => {
    await met('11', '11', '11');
    await met('11');
    world.now += 60 * MINUTE_MS;
    book = facts();
    await met('11');
    expect(asked).toEqual(['11']);
  });

  it.each<[string, Told]>([
    ['did not answer', silent],
    ['had no call left', refuses('soon', 'rate-limited')],
  ])('is looked at again at a later change when the help desk %s', async (_what, answer) => {
    answers.push(answer);
    await met('11');
    world.now += 31_000;
    await met('11');
    expect([asked.length, (await remembered('acme', '11'))?.seenAt]).toEqual([2, world.now]);
  });

  it('changes no request, even where it is closed already', async () => {
    await world.create();
    answers.push(shows({ state: 'closed' }));
    await met('42');
    expect(world.log('request-1')).toEqual(['request-created']);
  });

  it('keeps what was seen meanwhile: it is newer', async () => {
    const newer = aTicketSeen({ agent: ANNA, state: 'closed', seenAt: world.now + 1 });
    answers.push(async () => {
      await world.store.run(({ tickets }) => tickets.remember('acme', '15', newer));
      return shows({ id: '15' })();
    });
    await met('15');
    expect(await remembered('acme', '15')).toEqual(newer);
  });

  it('is not looked at once the server stops', async () => {
    book.stop();
    await met('16');
    expect(asked).toEqual([]);
  });

  it('and was left by its last request is still followed, so that what is known of it stays true', async () => {
    await world.create();
    await met('42');
    await world.command('request-1', command('close-request'));
    world.now += 11 * MINUTE_MS;
    answers.push(shows({ groupId: '9' }));
    await recalled('42');
    expect(await remembered('acme', '42')).toMatchObject({ groupId: '9' });
  });
});
