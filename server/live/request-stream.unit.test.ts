import { afterEach, describe, expect, it } from '@jest/globals';
import type { StoredRequest } from '../../core/ports/stores.ts';
import { aRequest } from '../../test/builders/a-request.ts';
import { eventually } from '../../test/support/eventually.ts';
import type { EventStream } from '../http/event-stream.ts';
import { createLiveUpdates } from './live-updates.ts';
import { type RequestStreamOptions, streamRequests } from './request-stream.ts';

type Found = { readonly position: number; readonly stored: StoredRequest };

const { request } = aRequest();
const storedAs = (id: string): StoredRequest => ({
  request: { ...request, id },
  recipientSeenAt: null,
  activeKey: null,
});
const CHANGE = { requestId: 'a', installationId: 'acme', ticketId: '7' };

let stop: () => void = () => undefined;
afterEach(() => stop());

/** A stream whose reader, rights and database a test rules over. */
function aStream(over: Partial<RequestStreamOptions> = {}) {
  const live = createLiveUpdates();
  const told: string[] = [];
  const asked: number[] = [];
  const world = { found: [] as readonly Found[], allowed: true, told, asked, live, isOpen: true };
  const stream: EventStream = {
    send: ({ name, id, data }) => void told.push(`${name} ${id ?? '-'} ${JSON.stringify(data)}`),
    beat: () => void told.push('beat'),
    end: () => {
      world.isOpen = false;
      told.push('end');
    },
  };
  stop = streamRequests(stream, {
    reader: {
      changedSince: async (_scope, position) => {
        asked.push(position);
        return world.found;
      },
    },
    live,
    scope: { kind: 'ticket', installationId: 'acme', ticketId: '7' },
    lastEventId: null,
    view: async (stored) => stored.request.id,
    stillAllowed: async () => world.allowed,
    beatMs: 60_000,
    ...over,
  });
  return world;
}
const atRest = () => new Promise((resolve) => setImmediate(resolve));

describe('A live stream', () => {
  it('begins with what there is, and asks for the rest when something changes', async () => {
    const world = aStream();
    world.found = [{ position: 5, stored: storedAs('a') }];
    await atRest();
    world.found = [{ position: 9, stored: storedAs('b') }];
    world.live.announce(CHANGE);
    await atRest();
    expect([world.told, world.asked]).toEqual([
      ['request 5 "a"', 'request 9 "b"'],
      [0, 5],
    ]);
  });

  it('goes on after the event that the reader saw last', async () => {
    const world = aStream({ lastEventId: '41' });
    await atRest();
    expect(world.asked).toEqual([41]);
  });

  it('looks at nothing because of other tickets or installations', async () => {
    const world = aStream();
    await atRest();
    world.live.announce({ ...CHANGE, ticketId: '8' });
    world.live.announce({ ...CHANGE, ticketId: null });
    world.live.announce({ ...CHANGE, installationId: 'other' });
    await atRest();
    expect(world.asked).toEqual([0]);
  });

  it('sends news first, and what only comes again for safety not at all to whoever has it', async () => {
    const world = aStream({ lastEventId: '7' });
    const late = { position: 6, stored: storedAs('late') };
    world.found = [late, { position: 9, stored: storedAs('new') }];
    await atRest();
    world.live.announce(CHANGE);
    await atRest();
    expect(world.told).toEqual(['request 9 "new"', 'request 9 "late"']);
  });

  it('never sends an id lower than one before, so that a reader who comes back loses no ground', async () => {
    const world = aStream();
    world.found = [{ position: 9, stored: storedAs('a') }];
    await atRest();
    world.found = [{ position: 4, stored: storedAs('b') }];
    world.live.announce(CHANGE);
    await atRest();
    expect(world.told.at(-1)).toBe('request 9 "b"');
  });

  it('does not lose a change that comes while it is reading', async () => {
    let answer: (found: readonly Found[]) => void = () => undefined;
    const positions: number[] = [];
    const reader = {
      changedSince: (_scope: unknown, position: number) => {
        positions.push(position);
        return new Promise<readonly Found[]>((resolve) => {
          answer = resolve;
        });
      },
    };
    const world = aStream({ reader });
    await atRest();
    world.live.announce(CHANGE);
    answer([{ position: 3, stored: storedAs('a') }]);
    await atRest();
    answer([{ position: 4, stored: storedAs('b') }]);
    await atRest();
    expect([positions, world.told]).toEqual([
      [0, 3],
      ['request 3 "a"', 'request 4 "b"'],
    ]);
  });

  it('says nothing of what the reader may not see', async () => {
    const world = aStream({ view: async (stored) => (stored.request.id === 'secret' ? null : stored.request.id) });
    world.found = [
      { position: 5, stored: storedAs('secret') },
      { position: 6, stored: storedAs('b') },
    ];
    await atRest();
    expect(world.told).toEqual(['request 6 "b"']);
  });

  it('ends before it tells anything more when the right to listen has ended', async () => {
    const world = aStream();
    await atRest();
    world.allowed = false;
    world.found = [{ position: 5, stored: storedAs('a') }];
    world.live.announce(CHANGE);
    await atRest();
    expect(world.told).toEqual(['ended - {}', 'end']);
  });

  it('beats while nothing happens, looks whether something was missed, and ends when the right has ended', async () => {
    const world = aStream({ beatMs: 5 });
    await eventually('two beats', async () => world.told.length >= 2);
    world.found = [{ position: 5, stored: storedAs('missed') }];
    await eventually('what was missed', async () => world.told.includes('request 5 "missed"'));
    world.allowed = false;
    await eventually('the end', async () => !world.isOpen);
    world.live.announce(CHANGE);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    expect(world.told.filter((one) => one !== 'beat')).toEqual(['request 5 "missed"', 'ended - {}', 'end']);
    expect(world.told.at(-1)).toBe('end');
  });

  it.each(['the database', 'the look at the rights'])(
    'ends when %s fails, so that the reader comes back',
    async (what) => {
      const fail = (): Promise<never> => Promise.reject(new Error('down'));
      const world = aStream(what === 'the database' ? { reader: { changedSince: fail } } : { stillAllowed: fail });
      await eventually('the end', async () => !world.isOpen);
      expect(world.told).toEqual(['end']);
    },
  );

  it('does nothing more once its reader has gone', async () => {
    const world = aStream({ beatMs: 5 });
    await atRest();
    stop();
    const { length } = world.told;
    world.live.announce(CHANGE);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    expect([world.told.length, world.asked]).toEqual([length, [0]]);
  });
});
