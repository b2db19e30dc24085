import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../core/ports/answer.ts';
import type { HelpDesk, Ticket } from '../../core/ports/help-desk.ts';
import { sqliteFolder } from '../../test/setup/sqlite-folder.ts';
import { openStore } from '../storage/open-store.ts';
import type { Store } from '../storage/store.ts';
import { createFirstLooks, type FirstLooks } from './first-looks.ts';

const folder = sqliteFolder();
let store: Store;
/** What the help desk answers next; nothing left: the ticket. */
const answers: (() => Promise<Answer<Ticket>>)[] = [];
const asked: string[] = [];
const faults: unknown[] = [];

beforeAll(async () => {
  store = await openStore({ databaseUrl: null, dataDir: folder.path });
});
afterEach(() => {
  asked.length = 0;
});
afterAll(async () => {
  await store.close();
  folder.remove();
});

const SEEN = { agent: null, isClosed: false };
const ticketOf = (id: string): Ticket => ({
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
  updatedAt: 0,
});

function firstLooks(): FirstLooks {
  const findTicket = async (ticketId: string): Promise<Answer<Ticket>> => {
    asked.push(ticketId);
    return (answers.shift() ?? (async () => ({ kind: 'done', value: ticketOf(ticketId) })))();
  };
  const helpDesks = { of: async () => ({ tickets: { findTicket } }) as unknown as HelpDesk };
  return createFirstLooks({ unitOfWork: store.unitOfWork, helpDesks, report: (error) => faults.push(error) });
}

const remembered = (ticketId: string) => store.unitOfWork.run(({ tickets }) => tickets.recall('acme', ticketId));
const met = async (looks: FirstLooks, ...ticketIds: string[]): Promise<void> => {
  for (const id of ticketIds) looks.meet('acme', id);
  await looks.quiet();
};

describe('A ticket that a request comes to stand on', () => {
  it('is looked at once, and not again for the next change or after a restart', async () => {
    const looks = firstLooks();
    await met(looks, '11', '11', '11');
    await met(looks, '11');
    await met(firstLooks(), '11');
    expect([asked, await remembered('11')]).toEqual([['11'], SEEN]);
  });

  it.each<[string, Answer<Ticket>]>([
    ['did not answer', { kind: 'unknown', because: '' }],
    ['had no call left', { kind: 'not-done', retry: { when: 'soon' }, because: { code: 'rate-limited', message: '' } }],
  ])('is looked at again at the next change when the help desk %s', async (what, answer) => {
    const looks = firstLooks();
    answers.push(async () => answer);
    await met(looks, what);
    expect(await remembered(what)).toBeNull();
    await met(looks, what);
    expect([asked.length, await remembered(what)]).toEqual([2, SEEN]);
  });

  it('is looked at again after a fault, which is reported and stops no other look', async () => {
    const looks = firstLooks();
    const fault = new Error('A stored secret cannot be read.');
    answers.push(() => Promise.reject(fault));
    await met(looks, '12', '13');
    await met(looks, '12');
    expect([faults, asked]).toEqual([[fault], ['12', '13', '12']]);
  });

  it('that the help desk does not know is let be: only a hint can tell that it was deleted', async () => {
    const looks = firstLooks();
    answers.push(async () => ({
      kind: 'not-done',
      retry: { when: 'never' },
      because: { code: 'not-found', message: '' },
    }));
    await met(looks, '14');
    await met(looks, '14');
    expect([asked, await remembered('14')]).toEqual([['14'], null]);
  });

  it('keeps what a hint saw meanwhile: it is newer', async () => {
    const newer = { agent: { id: '7', name: 'Mara', email: null }, isClosed: true };
    answers.push(async () => {
      await store.unitOfWork.run(({ tickets }) => tickets.remember('acme', '15', newer));
      return { kind: 'done', value: ticketOf('15') };
    });
    await met(firstLooks(), '15');
    expect(await remembered('15')).toEqual(newer);
  });

  it('is not looked at once the server stops', async () => {
    const looks = firstLooks();
    looks.meet('acme', '16');
    looks.stop();
    looks.meet('acme', '17');
    await looks.quiet();
    expect(asked).toEqual([]);
  });
});
