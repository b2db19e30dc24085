import { beforeEach, describe, expect, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { BY_ANNA, BY_RECIPIENT, MAY, NETWORK_QUEUE, OTHER_TICKET } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { ANNA_SIGNED_IN, BEN_SIGNED_IN, CY_WHO_WATCHES, UseCaseWorld } from './use-case-world.ts';

let world: UseCaseWorld;
beforeEach(() => {
  world = new UseCaseWorld();
});

const envelope = { scope: 'agent-anna', commandId: 'press-1', bodyHash: 'hash-1' };

describe('Pressing "request session" on a ticket', () => {
  it('stores the request, its event, its deliveries and an audit row together, and tells open pages', async () => {
    const answer = await world.create();
    expect(answer).toMatchObject({ ok: true, created: true, replayed: false, version: 1 });
    const { state } = world.store;
    expect(world.request('request-1')).toMatchObject({ number: 'RS-000001', status: 'Open', phrase: 'amber harbour' });
    expect(world.log('request-1')).toEqual(['request-created']);
    expect(state.deliveries).toMatchObject([{ requestId: 'request-1', kind: 'timeline-entry' }]);
    expect(state.audit).toMatchObject([{ action: 'request.request-created', actor: BY_ANNA, requestId: 'request-1' }]);
    expect(world.announced).toEqual([{ requestId: 'request-1', installationId: 'acme', ticketId: '42' }]);
  });

  it('keeps the recipient’s name and addresses out of the audit log', async () => {
    await world.create();
    expect(JSON.stringify(world.store.state.audit)).not.toContain('May');
    expect(JSON.stringify(world.store.state.audit)).not.toContain('customer.example');
  });

  it('speaks the installation’s language unless told otherwise', async () => {
    expect(await world.created()).toMatchObject({ language: 'en' });
    expect(await world.created({ another: true }, { language: 'zh-TW' })).toMatchObject({ language: 'zh-TW' });
  });

  it('stores nothing when planning its deliveries fails', async () => {
    world.whilePlanning = () => {
      throw new Error('no template');
    };
    await expect(world.create()).rejects.toThrow('no template');
    expect(world.store.state).toMatchObject({ requests: new Map(), events: [], deliveries: [], audit: [] });
    expect(world.announced).toEqual([]);
  });

  it('is refused with the lifecycle’s reason, and stores nothing', async () => {
    const answer = await world.create({}, { channels: [] });
    expect(answer).toEqual({ ok: false, refusal: { reason: 'nobody-to-reach' } });
    expect(world.store.state.requests.size).toBe(0);
  });

  it('is refused to a viewer', async () => {
    expect(await world.create({ person: CY_WHO_WATCHES })).toEqual({ ok: false, refusal: { reason: 'not-permitted' } });
    expect(world.store.state.requests.size).toBe(0);
  });

  it('is refused on an installation that is gone', async () => {
    const answer = await world.create({ installationId: 'removed' });
    expect(answer).toEqual({ ok: false, refusal: { reason: 'no-such-request' } });
  });
});

describe('Pressing it again for the same person', () => {
  it('opens the first request and changes nothing', async () => {
    await world.create();
    const again = await world.create({ person: BEN_SIGNED_IN });
    expect(again).toMatchObject({ ok: true, created: false, version: 1, stored: { request: { id: 'request-1' } } });
    expect(world.store.state.requests.size).toBe(1);
    expect(world.announced).toHaveLength(1);
  });

  it('knows the person by address, whatever the capitals', async () => {
    await world.create();
    const again = await world.create({}, { recipient: { ...MAY, name: 'M. Lin', email: 'May@Customer.example' } });
    expect(again).toMatchObject({ ok: true, created: false });
  });

  it('makes one request even when both presses come at once', async () => {
    const answers = await Promise.all([world.create(), world.create({ person: BEN_SIGNED_IN })]);
    expect(answers.filter((answer) => answer.ok && answer.created)).toHaveLength(1);
    expect(world.store.state.requests.size).toBe(1);
  });

  it('makes a second one for another device', async () => {
    await world.create();
    const second = await world.create({ another: true });
    expect(second).toMatchObject({ ok: true, created: true, stored: { request: { id: 'request-2' } } });
    expect(await world.create()).toMatchObject({ created: false, stored: { request: { id: 'request-1' } } });
  });

  it('opens also one that was made as "another" when there was no first', async () => {
    await world.create({ another: true });
    expect(await world.create()).toMatchObject({ created: false, stored: { request: { id: 'request-1' } } });
  });

  it.each([
    ['another person', { recipient: { ...MAY, email: 'li@customer.example' } }],
    ['another ticket', { ticket: OTHER_TICKET }],
    ['no ticket', { ticket: null }],
  ])('makes a second one for %s', async (_what, asked) => {
    await world.create({}, { ticket: null });
    await world.create();
    expect(await world.create({}, asked)).toMatchObject({ ok: true, created: true });
  });

  it('makes a second one in another installation’s ticket of the same number', async () => {
    await world.create();
    expect(await world.create({ installationId: 'globex' })).toMatchObject({ ok: true, created: true });
  });

  it('makes a new one once the first is closed', async () => {
    await world.create();
    await world.command('request-1', command('close-request'));
    expect(await world.create()).toMatchObject({ created: true, stored: { request: { id: 'request-2' } } });
  });

  it('ends a first one whose time is over, and gives its place to the new one', async () => {
    await world.create();
    world.now = at('09:00', 2);
    expect(await world.create()).toMatchObject({ created: true, stored: { request: { id: 'request-2' } } });
    expect(world.log('request-1')).toEqual(['request-created', 'request-expired']);
    expect(await world.create()).toMatchObject({ created: false, stored: { request: { id: 'request-2' } } });
  });

  it('does not show a stranger a request of a queue he does not serve', async () => {
    await world.create({ person: BEN_SIGNED_IN }, { assignee: NETWORK_QUEUE });
    const annas = await world.create({ person: ANNA_SIGNED_IN });
    expect(annas).toMatchObject({ ok: true, created: true, stored: { request: { id: 'request-2' } } });
  });
});

describe('The place of a ticket’s request', () => {
  it('is free again when the recipient is corrected, and taken for the new address', async () => {
    await world.create();
    const recipient = { ...MAY, email: 'li@customer.example' };
    await world.command('request-1', command('correct-recipient', { recipient }));
    expect(await world.create({}, { recipient })).toMatchObject({ created: false });
    expect(await world.create()).toMatchObject({ created: true });
  });

  it('is taken by a request that was attached to the ticket later', async () => {
    await world.create({}, { ticket: null });
    await world.command('request-1', command('attach-ticket'));
    expect(await world.create()).toMatchObject({ created: false, stored: { request: { id: 'request-1' } } });
  });

  it('goes with the request when the ticket is merged', async () => {
    await world.create();
    await world.command('request-1', command('follow-ticket-merge'));
    expect(await world.create({}, { ticket: OTHER_TICKET })).toMatchObject({ created: false });
  });

  it('stays with the newer request when an older one is reopened beside it', async () => {
    await world.create();
    await world.command('request-1', command('close-request', { actor: BY_RECIPIENT }));
    await world.create();
    expect(await world.command('request-1', command('reopen-request'))).toMatchObject({ ok: true });
    expect(await world.create()).toMatchObject({ created: false, stored: { request: { id: 'request-2' } } });
  });
});

describe('The same press sent twice', () => {
  it('is carried out once and answered alike', async () => {
    const first = await world.create({ envelope });
    const second = await world.create({ envelope });
    expect(first).toMatchObject({ ok: true, created: true, replayed: false, version: 1 });
    expect(second).toMatchObject({ ok: true, created: true, replayed: true, version: 1 });
    expect(world.store.state.requests.size).toBe(1);
    expect(world.announced).toHaveLength(1);
  });

  it('is carried out once even for "another device"', async () => {
    await world.create({ envelope, another: true });
    await world.create({ envelope, another: true });
    expect(world.store.state.requests.size).toBe(1);
  });

  it('gets its first answer still when the request has moved on', async () => {
    await world.create({ envelope });
    await world.command('request-1', command('join'));
    expect(await world.create({ envelope })).toMatchObject({
      ok: true,
      version: 1,
      replayed: true,
      stored: { request: { status: 'Waiting', version: 2 } },
    });
  });

  it('is refused with another content', async () => {
    await world.create({ envelope });
    const other = await world.create({ envelope: { ...envelope, bodyHash: 'hash-2' } });
    expect(other).toEqual({ ok: false, refusal: { reason: 'same-id-other-body' } });
  });

  it('is another press when it comes from another sender', async () => {
    await world.create({ envelope });
    const bens = await world.create({ envelope: { ...envelope, scope: 'agent-ben' }, another: true });
    expect(bens).toMatchObject({ ok: true, created: true, replayed: false });
  });

  it('stays refused when it was refused first', async () => {
    await world.create({ envelope }, { expiresAt: at('09:30') });
    const late = { commandId: 'press-2', scope: 'agent-anna', bodyHash: 'hash-3' };
    const asked = { expiresAt: at('10:00'), ticket: OTHER_TICKET };
    world.now = at('10:30');
    expect(await world.create({ envelope: late }, asked)).toEqual({
      ok: false,
      refusal: { reason: 'expiry-in-the-past' },
    });
    world.now = at('09:45');
    expect(await world.create({ envelope: late }, asked)).toEqual({
      ok: false,
      refusal: { reason: 'expiry-in-the-past' },
    });
  });
});
