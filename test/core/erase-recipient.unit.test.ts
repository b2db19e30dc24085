import { beforeEach, describe, expect, it } from '@jest/globals';
import { eraseRecipient } from '../../core/use-cases/erase-recipient.ts';
import { command } from '../builders/commands.ts';
import { BY_ANNA, MAY } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { UseCaseWorld } from './use-case-world.ts';

const PSEUDONYM = 'Erased person 7K3F';
const erasing = { requestId: 'request-1', pseudonym: PSEUDONYM };

let world: UseCaseWorld;
beforeEach(async () => {
  world = new UseCaseWorld();
  await world.create();
});

describe('Erasing a recipient', () => {
  it('closes an active request and erases in one change, so that what is told of it names nobody', async () => {
    const answer = await eraseRecipient(world, { ...erasing, closedBy: BY_ANNA });
    expect(answer).toMatchObject({ ok: true, closed: true, stored: { request: { status: 'Closed' } } });
    expect(world.log('request-1')).toEqual(['request-created', 'request-closed', 'recipient-erased']);
    expect(world.planned.at(-1)?.events.map(({ type }) => type)).toEqual(['request-closed', 'recipient-erased']);
    expect(JSON.stringify(world.planned.at(-1)?.after)).not.toContain(MAY.name);
    expect(world.announced.at(-1)).toMatchObject({ requestId: 'request-1' });
  });

  it('is refused for an active request that nobody is to close', async () => {
    expect(await eraseRecipient(world, { ...erasing, closedBy: null })).toMatchObject({
      ok: false,
      refusal: { reason: 'wrong-status' },
    });
    expect(world.log('request-1')).toEqual(['request-created']);
  });

  it('finds a request expired whose time has run out, and erases it', async () => {
    world.now = at('09:00', 9);
    expect(await eraseRecipient(world, { ...erasing, closedBy: BY_ANNA })).toMatchObject({
      ok: true,
      stored: { request: { status: 'Expired', recipient: { name: PSEUDONYM } } },
    });
  });

  it('happens once, and a request that is not there is said not to be there', async () => {
    await world.command('request-1', command('close-request'));
    await eraseRecipient(world, { ...erasing, closedBy: null });
    expect(await eraseRecipient(world, { ...erasing, closedBy: BY_ANNA })).toMatchObject({
      refusal: { reason: 'already-done' },
    });
    expect(await eraseRecipient(world, { ...erasing, requestId: 'request-9', closedBy: null })).toMatchObject({
      refusal: { reason: 'no-such-request' },
    });
  });

  it('frees the place on the ticket for a new request of the same person', async () => {
    await eraseRecipient(world, { ...erasing, closedBy: BY_ANNA });
    expect(await world.create()).toMatchObject({ ok: true, created: true });
  });
});
