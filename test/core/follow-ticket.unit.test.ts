import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../core/ports/answer.ts';
import { followTicket } from '../../core/use-cases/follow-ticket.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { command } from '../builders/commands.ts';
import { ANNA, BEN, BY_ANNA, OTHER_TICKET, UNASSIGNED, assignedTo } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { ShownTickets, aTicket } from './ticket-of-help-desk.ts';
import { UseCaseWorld } from './use-case-world.ts';

const DONE = { kind: 'done', value: null };

let world: UseCaseWorld;
let desk: ShownTickets;
beforeEach(() => {
  world = new UseCaseWorld();
  desk = new ShownTickets();
});

/** Somebody says that ticket 42 changed. */
function hint(): Promise<Answer<null>> {
  return followTicket({ ...ports(), helpDesks: desk }, 'acme', '42');
}

function ports() {
  const { unitOfWork, planner, changes, clock, ids } = world;
  return { unitOfWork, planner, changes, clock, ids };
}

async function waiting(): Promise<void> {
  await world.create();
  await world.command('request-1', command('join'));
}

async function ready(): Promise<void> {
  await waiting();
  await world.command('request-1', command('allow-access'));
}

async function connected(): Promise<void> {
  await ready();
  await world.command('request-1', command('start-session', { startedAt: world.now }));
}

describe('A hint that a ticket changed', () => {
  it('is not believed: the ticket is fetched, and an unchanged one changes nothing', async () => {
    await world.create();
    desk.show(aTicket());
    expect(await hint()).toEqual(DONE);
    expect(desk.fetched).toEqual(['42']);
    expect(world.log('request-1')).toEqual(['request-created']);
  });

  it('costs no call when the ticket has no active request', async () => {
    await world.create();
    await world.command('request-1', command('close-request'));
    expect(await hint()).toEqual(DONE);
    expect(desk.fetched).toEqual([]);
  });

  it('reaches every active request of the ticket, and none of another installation', async () => {
    await world.create();
    await world.create({ another: true });
    await world.create({ installationId: 'globex' });
    desk.show(aTicket({ state: 'closed' }));
    await hint();
    expect(world.log('request-1')).toContain('ticket-closed');
    expect(world.log('request-2')).toContain('ticket-closed');
    expect(world.log('request-3')).toEqual(['request-created']);
  });

  it.each<[string, Answer<never>]>([
    ['is slow', { kind: 'unknown', because: 'time-out' }],
    [
      'refuses the credentials',
      {
        kind: 'not-done',
        retry: { when: 'after-reconnect' },
        because: { code: 'credentials-refused', message: 'The key was refused.' },
      },
    ],
  ])('changes nothing and is handed back when the help desk %s', async (_how, answer) => {
    await world.create();
    desk.answer('42', answer);
    expect(await hint()).toEqual(answer);
    expect(world.log('request-1')).toEqual(['request-created']);
  });

  it('for an installation that is not connected is handed back as such', async () => {
    await world.create({ installationId: 'globex' });
    const answer = await followTicket({ ...ports(), helpDesks: desk }, 'globex', '42');
    expect(answer).toMatchObject({ kind: 'not-done', because: { code: 'not-configured' } });
  });
});

describe('A closed ticket', () => {
  beforeEach(() => desk.show(aTicket({ state: 'closed' })));

  it('closes an Open request after ten minutes, once, however many hints come', async () => {
    await world.create();
    await hint();
    await hint();
    expect(world.log('request-1')).toEqual(['request-created', 'ticket-closed']);
    expect(world.request('request-1').closesWithTicketAt).toBe(at('09:10'));
    expect(world.store.row('request-1').dueAt).toBe(at('09:10'));
  });

  it('closes a Waiting request likewise', async () => {
    await waiting();
    await hint();
    expect(world.request('request-1')).toMatchObject({ status: 'Waiting', closesWithTicketAt: at('09:10') });
  });

  it('asks the agent about a Ready request', async () => {
    await ready();
    await hint();
    expect(world.request('request-1')).toMatchObject({
      status: 'Ready',
      closesWithTicketAt: null,
      ticketClosedAt: at('09:00'),
    });
  });

  it('leaves a Connected request alone', async () => {
    await connected();
    await hint();
    expect(world.request('request-1')).toMatchObject({ status: 'Connected', ticketClosedAt: null });
  });

  it('does not close a request again that somebody keeps open, until it is closed anew', async () => {
    await world.create();
    await hint();
    await world.command('request-1', command('keep-open'));
    await hint();
    expect(world.request('request-1')).toMatchObject({ closesWithTicketAt: null, ticketClosedAt: null });
    desk.show(aTicket({ state: 'open' }));
    await hint();
    desk.show(aTicket({ state: 'closed' }));
    await hint();
    expect(world.request('request-1').closesWithTicketAt).toBe(at('09:10'));
  });

  it('that is opened again keeps its request open', async () => {
    await world.create();
    await hint();
    desk.show(aTicket({ state: 'open' }));
    await hint();
    expect(world.log('request-1').at(-1)).toBe('kept-open');
    expect(world.request('request-1')).toMatchObject({ closesWithTicketAt: null, ticketClosedAt: null });
  });
});

describe('A ticket merged into another', () => {
  it('takes its request along', async () => {
    await connected();
    desk.show(aTicket({ mergedInto: '43' }), aTicket(OTHER_TICKET));
    expect(await hint()).toEqual(DONE);
    expect(world.request('request-1')).toMatchObject({ status: 'Connected', ticket: OTHER_TICKET });
    expect(world.log('request-1').filter((type) => type === 'ticket-merged')).toHaveLength(1);
  });

  it('waits until the other ticket can be read', async () => {
    await world.create();
    const slow = { kind: 'unknown', because: 'time-out' } as const;
    desk.show(aTicket({ mergedInto: '43' }));
    desk.answer('43', slow);
    expect(await hint()).toEqual(slow);
    expect(world.log('request-1')).toEqual(['request-created']);
  });
});

describe('A ticket that was merged into one out of reach', () => {
  it.each([
    ['is not there', () => undefined],
    ['was deleted', () => desk.show(aTicket({ ...OTHER_TICKET, state: 'deleted' }))],
  ])('counts as closed when the other one %s', async (_how, prepare) => {
    await world.create();
    desk.show(aTicket({ state: 'closed', mergedInto: '43' }));
    prepare();
    expect(await hint()).toEqual(DONE);
    expect(world.log('request-1')).toEqual(['request-created', 'ticket-closed']);
  });
});

describe('A ticket that is closed because we wrote the request’s status into it', () => {
  it('closes nothing, whoever hints how often', async () => {
    world.store.connect(anInstallation({}, { ticketStatusOn: { Waiting: '4' } }));
    await waiting();
    desk.show(aTicket({ state: 'closed', statusValue: '4' }));
    await hint();
    await hint();
    expect(world.log('request-1')).not.toContain('ticket-closed');
  });

  it('closes them when somebody set another status than we did', async () => {
    world.store.connect(anInstallation({}, { ticketStatusOn: { Waiting: '4' } }));
    await waiting();
    desk.show(aTicket({ state: 'closed', statusValue: '5' }));
    await hint();
    expect(world.log('request-1')).toContain('ticket-closed');
  });
});

describe('A deleted ticket', () => {
  it.each([
    ['is shown as deleted', () => desk.show(aTicket({ state: 'deleted' }))],
    ['is not found any more', () => undefined],
  ])('closes its requests when it %s', async (_how, prepare) => {
    await connected();
    prepare();
    await hint();
    expect(world.request('request-1')).toMatchObject({ status: 'Closed', reason: 'ticket-deleted' });
    expect(await hint()).toEqual(DONE);
  });
});

describe('A ticket given to another agent', () => {
  const annasTicket = aTicket({ agent: ANNA });
  const annas = { assignee: assignedTo(ANNA) };

  it('gives its request to him too, where both had the same agent', async () => {
    await world.create({}, annas);
    desk.show(annasTicket);
    await hint();
    desk.show(aTicket({ agent: BEN }));
    await hint();
    await hint();
    expect(world.request('request-1').assignee).toEqual(assignedTo(BEN));
    expect(world.log('request-1')).toEqual(['request-created', 'assigned']);
  });

  it('gives its request back to nobody when the ticket is nobody’s', async () => {
    await world.create({}, annas);
    desk.show(annasTicket);
    await hint();
    desk.show(aTicket());
    await hint();
    expect(world.request('request-1').assignee).toEqual(UNASSIGNED);
  });

  it('knows the agent by mail where the help desk has another id for her', async () => {
    await world.create({}, annas);
    desk.show(aTicket({ agent: { id: '5001', name: 'Anna', email: 'ANNA@desk.example' } }));
    await hint();
    desk.show(aTicket({ agent: BEN }));
    await hint();
    expect(world.request('request-1').assignee).toEqual(assignedTo(BEN));
  });

  it.each([
    ['the request was somebody else’s', assignedTo({ ...BEN, id: 'agent-cy', email: null })],
    ['nobody had the request', UNASSIGNED],
  ])('leaves its request alone where %s', async (_why, assignee) => {
    await world.create({}, { assignee });
    desk.show(annasTicket);
    await hint();
    desk.show(aTicket({ agent: BEN }));
    await hint();
    expect(world.log('request-1')).toEqual(['request-created']);
  });

  it('leaves its request alone where the ticket was never seen with the same agent', async () => {
    await world.create({}, annas);
    desk.show(aTicket({ agent: BEN }));
    await hint();
    expect(world.log('request-1')).toEqual(['request-created']);
  });

  it('leaves a Connected request alone', async () => {
    await connected();
    await world.command('request-1', command('assign', { actor: BY_ANNA }));
    desk.show(annasTicket);
    await hint();
    desk.show(aTicket({ agent: BEN }));
    await hint();
    expect(world.request('request-1').assignee).toEqual(assignedTo(ANNA));
  });
});
