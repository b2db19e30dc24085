import { beforeEach, describe, expect, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { BY_ANNA, BY_BEN, NETWORK_QUEUE, assignedTo, BEN } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { ANNA_SIGNED_IN, BEN_SIGNED_IN, CY_WHO_WATCHES, UseCaseWorld } from './use-case-world.ts';

const LIKE_NONE = { ok: false, refusal: { reason: 'no-such-request' } };
const ADMIN = { id: 'admin-di', name: 'Di', email: null, role: 'admin', queueIds: [] } as const;

let world: UseCaseWorld;
beforeEach(() => {
  world = new UseCaseWorld();
});

describe('A command', () => {
  it('stores the change, its deliveries and its audit rows together, and tells open pages', async () => {
    await world.create();
    world.now = at('09:05');
    const answer = await world.command('request-1', command('join'));
    expect(answer).toMatchObject({ ok: true, version: 2, replayed: false, stored: { request: { status: 'Waiting' } } });
    expect(world.log('request-1')).toEqual(['request-created', 'recipient-joined']);
    expect(world.store.state.deliveries.map((delivery) => delivery.requestId)).toEqual(['request-1', 'request-1']);
    expect(world.store.state.audit.at(-1)).toMatchObject({ action: 'request.recipient-joined', at: at('09:05') });
    expect(world.announced.at(-1)).toEqual({ requestId: 'request-1', installationId: 'acme', ticketId: '42' });
    expect(world.announced).toHaveLength(2);
  });

  it('plans its deliveries once for all it did, before and after at hand', async () => {
    await world.create();
    await world.command('request-1', command('join'));
    await world.command('request-1', command('allow-access'));
    world.now = at('09:10');
    await world.command('request-1', command('launch-connect'), { person: ANNA_SIGNED_IN });
    const last = world.planned.at(-1);
    expect(last?.events.map((event) => event.type)).toEqual(['claimed', 'connect-launched']);
    expect(last).toMatchObject({ before: { version: 3 }, after: { version: 5 }, now: at('09:10') });
    expect(world.store.state.audit.slice(-2).map((entry) => entry.action)).toEqual([
      'request.claimed',
      'request.connect-launched',
    ]);
  });

  it('that is refused changes nothing and is told to nobody', async () => {
    await world.create();
    const before = world.store.state;
    const answer = await world.command('request-1', command('allow-access'));
    expect(answer).toMatchObject({ ok: false, refusal: { reason: 'wrong-status', status: 'Open' } });
    expect(world.store.state).toEqual(before);
    expect(world.announced).toHaveLength(1);
  });

  it('stores nothing when planning its deliveries fails', async () => {
    await world.create();
    const before = world.store.state;
    world.whilePlanning = () => {
      throw new Error('no template');
    };
    await expect(world.command('request-1', command('join'))).rejects.toThrow('no template');
    expect(world.store.state).toEqual(before);
  });

  it('knows from the presence beside the request whether the recipient is there', async () => {
    await world.create();
    await world.command('request-1', command('join'));
    await world.command('request-1', command('allow-access'));
    world.store.markSeen('request-1', at('09:30'));
    world.now = at('09:45');
    expect(await world.command('request-1', command('launch-connect'))).toMatchObject({
      ok: true,
      stored: { recipientSeenAt: at('09:30') },
    });
  });

  it('finds no request once its installation was removed', async () => {
    await world.create();
    world.store.state = { ...world.store.state, installations: new Map() };
    expect(await world.command('request-1', command('close-request'))).toEqual(LIKE_NONE);
  });

  it('stores when to look at the request again', async () => {
    await world.create();
    expect(world.store.row('request-1').dueAt).toBe(at('09:00', 2));
    await world.command('request-1', command('join'));
    await world.command('request-1', command('allow-access'));
    expect(world.store.row('request-1').dueAt).toBe(at('09:03'));
    await world.command('request-1', command('close-request'));
    expect(world.store.row('request-1').dueAt).toBeNull();
  });
});

describe('The recipient’s press in the grace after expiry', () => {
  it('is not undone by a sweep that comes before his presence was noted', async () => {
    await world.create();
    await world.command('request-1', command('join'));
    world.now = at('09:05', 2);
    expect(await world.command('request-1', command('allow-access'))).toMatchObject({ ok: true });
    expect(world.store.row('request-1').dueAt).toBe(at('09:07', 2) + 1);
  });
});

describe('Two people pressing at once', () => {
  it('get one answer each, the second decided on what the first did', async () => {
    await world.create();
    const [anna, ben] = await Promise.all([
      world.command('request-1', command('claim', { actor: BY_ANNA }), { person: ANNA_SIGNED_IN }),
      world.command('request-1', command('claim', { actor: BY_BEN }), { person: BEN_SIGNED_IN }),
    ]);
    expect(anna).toMatchObject({ ok: true, version: 2 });
    expect(ben).toMatchObject({ ok: false, refusal: { reason: 'taken', by: { id: 'agent-anna' } } });
    expect(world.log('request-1')).toEqual(['request-created', 'claimed']);
  });

  it('both get through where the one does not touch the other', async () => {
    await world.create();
    const comments = ['one', 'two', 'three'].map((text) =>
      world.command('request-1', command('add-comment', { text })),
    );
    const answers = await Promise.all(comments);
    expect(answers.map((answer) => answer.ok && answer.version)).toEqual([2, 3, 4]);
  });
});

describe('A command on a stale page', () => {
  it('is refused with the version that is there now', async () => {
    await world.create();
    await world.command('request-1', command('join'));
    const late = await world.command('request-1', command('close-request'), { expectedVersion: 1 });
    expect(late).toEqual({ ok: false, refusal: { reason: 'stale-version', version: 2 } });
    expect(await world.command('request-1', command('close-request'), { expectedVersion: 2 })).toMatchObject({
      ok: true,
    });
  });
});

describe('The same command sent twice', () => {
  const envelope = { scope: 'request-1', commandId: 'deny-1', bodyHash: 'hash-1' };

  it('is carried out once: a second Deny is a second press, not a repeat', async () => {
    await world.create();
    await world.command('request-1', command('join'));
    await world.command('request-1', command('deny-access'), { envelope });
    const again = await world.command('request-1', command('deny-access'), { envelope });
    expect(again).toMatchObject({ ok: true, version: 3, replayed: true, stored: { request: { status: 'Waiting' } } });
    expect(world.log('request-1').filter((type) => type === 'access-denied')).toHaveLength(1);
  });

  it('gets the first refusal again, even if it would be possible now', async () => {
    await world.create();
    const first = await world.command('request-1', command('deny-access'), { envelope });
    await world.command('request-1', command('join'));
    expect(await world.command('request-1', command('deny-access'), { envelope })).toEqual(first);
    expect(first).toMatchObject({ ok: false, refusal: { reason: 'wrong-status' } });
  });

  it('finds no request when it was erased meanwhile', async () => {
    await world.create();
    await world.command('request-1', command('join'), { envelope });
    world.store.state = { ...world.store.state, requests: new Map() };
    expect(await world.command('request-1', command('join'), { envelope })).toEqual(LIKE_NONE);
  });

  it('at the same moment is carried out once', async () => {
    await world.create();
    await world.command('request-1', command('join'));
    const both = [1, 2].map(() => world.command('request-1', command('deny-access'), { envelope }));
    expect((await Promise.all(both)).map((answer) => answer.ok && answer.replayed)).toEqual([false, true]);
  });

  it('is refused with another content', async () => {
    await world.create();
    await world.command('request-1', command('join'), { envelope });
    const other = await world.command('request-1', command('join'), { envelope: { ...envelope, bodyHash: 'hash-2' } });
    expect(other).toEqual({ ok: false, refusal: { reason: 'same-id-other-body' } });
  });
});

describe('Somebody else’s request looks exactly like none', () => {
  it('to another installation', async () => {
    await world.create();
    expect(await world.command('request-1', command('close-request'), { installationId: 'globex' })).toEqual(LIKE_NONE);
    expect(await world.command('request-9', command('close-request'), { installationId: 'globex' })).toEqual(LIKE_NONE);
    expect(world.request('request-1').status).toBe('Open');
  });

  it('to an agent outside its queue, until he is in it', async () => {
    await world.created({ person: BEN_SIGNED_IN }, { assignee: NETWORK_QUEUE });
    const claim = command('claim', { actor: BY_ANNA });
    expect(await world.command('request-1', claim, { person: ANNA_SIGNED_IN })).toEqual(LIKE_NONE);
    const member = { ...ANNA_SIGNED_IN, queueIds: ['queue-network'] };
    expect(await world.command('request-1', claim, { person: member })).toMatchObject({ ok: true });
  });

  it('also when the version is guessed wrong', async () => {
    await world.created({ person: BEN_SIGNED_IN }, { assignee: assignedTo(BEN, 'queue-network') });
    const guessed = { person: ANNA_SIGNED_IN, expectedVersion: 7 };
    expect(await world.command('request-1', command('claim'), guessed)).toEqual(LIKE_NONE);
  });

  it('but not to an admin', async () => {
    await world.created({ person: BEN_SIGNED_IN }, { assignee: NETWORK_QUEUE });
    expect(await world.command('request-1', command('close-request'), { person: ADMIN })).toMatchObject({ ok: true });
  });
});

describe('A viewer', () => {
  it('is refused every command he sees a request for', async () => {
    await world.create();
    const answer = await world.command('request-1', command('close-request'), { person: CY_WHO_WATCHES });
    expect(answer).toEqual({ ok: false, refusal: { reason: 'not-permitted' } });
    expect(world.request('request-1').status).toBe('Open');
  });
});
