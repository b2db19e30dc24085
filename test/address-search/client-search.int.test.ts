import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createRequest } from '../../core/use-cases/create-request.ts';
import type { ClientSearch } from '../../server/address-search/client-search.ts';
import { clientSearch } from '../../server/composition/client-search.ts';
import { STORE_ENGINES } from '../setup/open-engine.ts';
import { ASKED, watchWorld, type WatchWorld } from '../session-watch/watch-world.ts';
import { eventually } from '../support/eventually.ts';

const PACE = { freshMs: 40, laterMs: 40, longestMs: 80 };
let nextId = 611_000_001;

describe.each(STORE_ENGINES)('The client that came online after the download, on %s', (engine) => {
  let world: WatchWorld;
  let search: ClientSearch;
  beforeAll(async () => {
    world = await watchWorld(engine);
  });
  afterAll(() => world.close());
  afterEach(async () => {
    await search.stop();
    await world.desk.setFaults({ answer: 'normal', times: null });
    for (const id of made.splice(0)) await world.give(id, 'close-request');
  });

  const made: string[] = [];
  const wanted = async (findsNewClient: boolean): Promise<void> => {
    const { installations } = world.foundation.store;
    for (const row of await installations.list()) {
      const { installation } = row;
      await installations.save({
        ...row,
        installation: { ...installation, settings: { ...installation.settings, findsNewClient } },
      });
    }
    search = clientSearch(world.foundation, world.core, PACE);
    search.start();
  };
  const joined = async (): Promise<string> => {
    const [row] = await world.foundation.store.installations.list();
    const answer = await createRequest(world.core, {
      installationId: row?.installation.id ?? '',
      person: world.anna,
      proof: 'signed-in',
      another: true,
      envelope: null,
      asked: { ...ASKED, recipient: { name: 'May Lin', email: null, phone: null } },
    });
    if (!answer.ok) throw new Error(answer.refusal.reason);
    const { id } = answer.stored.request;
    made.push(id);
    await world.give(id, 'join');
    return id;
  };
  const asked = async (): Promise<number> =>
    (await world.desk.requests()).filter(({ resource }) => resource.startsWith('/clients')).length;
  /** Until the account was asked so many times more. */
  const looks = async (count: number): Promise<void> => {
    const before = await asked();
    await eventually('looks at the account', async () => (await asked()) >= before + count);
  };
  const pressed = async (id: string): Promise<void> => {
    await world.give(id, 'note-download');
    await looks(2);
  };
  const comesOnline = async (registered = true): Promise<string> => {
    const cid = nextId;
    nextId += 1;
    await world.desk.addDevice({ cid, name: 'New', role: 'recipient', registered });
    return String(cid);
  };
  const proposalsOf = async (id: string) => (await world.request(id)).proposals;

  /** Settles when the account is not asked any more. */
  const quiet = async (): Promise<void> => {
    let last = -1;
    await eventually('no more looks', async () => {
      const now = await asked();
      const isSame = now === last;
      last = now;
      await new Promise((resolve) => {
        setTimeout(resolve, 6 * PACE.longestMs);
      });
      return isSame && (await asked()) === now;
    });
  };

  it('is proposed to the one person who waits for it, and no further look is made', async () => {
    await wanted(true);
    const id = await joined();
    await pressed(id);
    const address = await comesOnline();
    await eventually('a proposal', async () => (await proposalsOf(id)).length > 0);
    expect(await proposalsOf(id)).toEqual([{ source: 'came-online', address, name: '' }]);
    expect((await world.request(id)).status).toBe('Waiting');
    await world.give(id, 'enter-address', { address });
    expect(await world.request(id)).toMatchObject({ address, addressSource: 'came-online' });
  });

  it('is proposed to nobody when two people may have started it', async () => {
    await wanted(true);
    const [one, two] = [await joined(), await joined()];
    await pressed(one);
    await pressed(two);
    await comesOnline();
    await quiet();
    expect([...(await proposalsOf(one)), ...(await proposalsOf(two))]).toEqual([]);
  });

  it('is not one that the account knew before, nor one of somebody else’s', async () => {
    await wanted(true);
    await comesOnline();
    const id = await joined();
    await pressed(id);
    await comesOnline(false);
    await looks(3);
    expect(await proposalsOf(id)).toEqual([]);
  });

  it('is found although the account could not be asked for a while', async () => {
    await wanted(true);
    const id = await joined();
    await pressed(id);
    await world.desk.setFaults({ answer: 'server-error', times: 3 });
    const address = await comesOnline();
    await eventually('a proposal', async () => (await proposalsOf(id)).length > 0);
    expect(await proposalsOf(id)).toMatchObject([{ address }]);
  });

  it('is not looked for with refused credentials, nor after the address was typed, nor where nobody wants it', async () => {
    await wanted(true);
    await world.desk.setFaults({ answer: 'unauthorized' });
    const id = await joined();
    await world.give(id, 'note-download');
    await quiet();
    await world.desk.setFaults({ answer: 'normal' });
    const typed = await joined();
    await world.give(typed, 'enter-address');
    await world.give(typed, 'note-download');
    await quiet();
    await search.stop();
    await wanted(false);
    await world.give(await joined(), 'note-download');
    const before = await asked();
    await quiet();
    expect(await asked()).toBe(before);
  });
});
