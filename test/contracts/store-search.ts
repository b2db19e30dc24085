import { describe, expect, it } from '@jest/globals';
import { afterwards } from '../builders/a-request.ts';
import { event } from '../builders/events.ts';
import { BY_BEN, MAY } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { aListQuery, change, fresh, given, idsOf, saveNew, type StoreUnderTest } from './store-world.ts';

const RECIPIENT = { name: 'Åsa Öberg', email: 'asa.oberg@Kestrel-Logistics.example', phone: '+46701234567' };
const TICKET = { id: '77', number: 'INC-1042', subject: 'Outlook無法開啟 ﬁle: "Straße" 東京オフィス' };

/** Finding requests by the words of number, recipient and ticket. */
export function search(world: StoreUnderTest): void {
  describe('a search', () => {
    it.each([
      'Åsa',
      'åsa öb',
      'ÖBERG åsa',
      'asa.oberg@kestrel',
      'oberg',
      'logistics.example',
      '+46701234567',
      '4670123',
      'INC-1042',
      '1042',
      'outlook',
      'file',
      'ＯＵＴＬＯＯＫ',
      'straß',
      'ASA OBERG',
      '無法',
      '無法開',
      '開啟',
      '啟',
      '東京',
      'オフィス',
      'outlook 無法 åsa',
    ])('finds the request by %p', async (words) => {
      const installationId = fresh('desk');
      const { request } = await given(world.store, { installationId, recipient: RECIPIENT, ticket: TICKET });
      await given(world.store, { installationId });
      expect(await idsOf(world.store, aListQuery({ installationId, search: words }))).toEqual([request.id]);
    });

    it.each([
      'utlook',
      'outlookx',
      '無開',
      'åsa lindqvist',
      'strass',
      '2042',
      '!!!',
      '%',
      '_',
      "' or 1=1 --",
      '\u{10FFFF}',
    ])('does not find it by %p', async (words) => {
      const installationId = fresh('desk');
      await given(world.store, { installationId, recipient: RECIPIENT, ticket: TICKET });
      expect(await idsOf(world.store, aListQuery({ installationId, search: words }))).toEqual([]);
    });

    it('finds a number as people write it', async () => {
      const { request } = await given(world.store, { installationId: fresh('desk') });
      const digits = Number(request.number.slice('RS-'.length));
      for (const words of [
        request.number,
        request.number.toLowerCase(),
        `RS-${digits}`,
        `rs${digits}`,
        String(digits),
      ]) {
        expect(await idsOf(world.store, aListQuery({ installationId: request.installationId, search: words }))).toEqual(
          [request.id],
        );
      }
    });

    it('of blanks only is no search', async () => {
      const { request } = await given(world.store, { installationId: fresh('desk') });
      expect(
        await idsOf(world.store, aListQuery({ installationId: request.installationId, search: ' \t\n ' })),
      ).toEqual([request.id]);
    });

    it('knows a corrected recipient by the new words only', async () => {
      const installationId = fresh('desk');
      const first = await given(world.store, { installationId });
      const recipient = { ...MAY, name: 'June Chen', email: 'june@customer.example' };
      const corrected = afterwards(
        first.request,
        first.events,
        event('recipient-corrected', at('09:30'), { recipient }),
      );
      await world.store.unitOfWork.run(async (stores) => {
        await stores.requests.find(first.request.id);
        await stores.requests.save(change(first, corrected));
      });
      expect(await idsOf(world.store, aListQuery({ installationId, search: 'june' }))).toEqual([first.request.id]);
      expect(await idsOf(world.store, aListQuery({ installationId, search: 'may' }))).toEqual([]);
    });

    it('finds requests without a ticket, mail address and phone', async () => {
      const installationId = fresh('desk');
      const recipient = { name: 'Walk-in at the desk', email: null, phone: null };
      const { request } = await given(world.store, { installationId, ticket: null, recipient });
      expect(await idsOf(world.store, aListQuery({ installationId, search: 'walk desk' }))).toEqual([request.id]);
    });

    it('survives names that are only signs, and texts with more words than are kept', async () => {
      const installationId = fresh('desk');
      const signs = await given(world.store, { installationId, recipient: { name: '…', email: null, phone: null } });
      const subject = Array.from({ length: 500 }, (_, n) => `word${n}`).join(' ');
      const long = await given(world.store, {
        installationId,
        ticket: { id: '1', number: '1', subject: `${subject} ${'x'.repeat(3000)}` },
      });
      expect(await idsOf(world.store, aListQuery({ installationId, search: 'word7' }))).toEqual([long.request.id]);
      expect(await idsOf(world.store, aListQuery({ installationId }))).toContain(signs.request.id);
    });

    it('counts what it finds', async () => {
      const installationId = fresh('desk');
      await given(world.store, { installationId, recipient: RECIPIENT });
      await given(world.store, { installationId, recipient: RECIPIENT });
      await given(world.store, { installationId });
      expect(await world.store.requests.count(aListQuery({ installationId, search: 'åsa' }))).toBe(2);
    });
  });

  describe('a search for a word that most requests have', () => {
    it('still gives every match once, newest first, page by page, also behind thousands that are not to be seen', async () => {
      const installationId = fresh('desk');
      const word = fresh('common').replace('-', 'x');
      const ticket = { id: '9', number: 'INC-9', subject: `about ${word}` };
      const hidden = { kind: 'queue', queueId: fresh('queue'), name: 'Hidden' } as const;
      const ids: string[] = [];
      await world.store.unitOfWork.run(async (stores) => {
        const add = async (createdAt: number) => {
          ids.push((await saveNew(stores, { installationId, ticket, createdAt })).request.id);
          await saveNew(stores, { installationId, createdAt });
        };
        for (let n = 0; n < 4; n += 1) await add(at('07:00') + n);
        for (let n = 0; n < 2_100; n += 1) {
          await saveNew(stores, {
            installationId,
            ticket,
            assignee: hidden,
            actor: BY_BEN,
            createdAt: at('08:00') + n,
          });
        }
        for (let n = 0; n < 4; n += 1) await add(at('11:00') + n);
      });
      const visibleTo = { kind: 'agent', agentId: 'agent-nobody', queueIds: [] } as const;
      const query = aListQuery({ installationId, search: word, visibleTo, page: { cursor: null, limit: 3 } });
      expect(await idsOf(world.store, query)).toEqual(ids.toReversed());
      expect(await world.store.requests.count(query)).toBe(8);
      expect(await world.store.requests.count({ ...query, visibleTo: { kind: 'everything' } })).toBe(1_001);
    });

    it('finds the one request that has a whole word with which very many others only begin', async () => {
      const installationId = fresh('desk');
      const word = fresh('begin').replace('-', 'x');
      await world.store.unitOfWork.run(async (stores) => {
        const wanted = { id: '9', number: 'INC-9', subject: `exactly ${word}` };
        await saveNew(stores, { installationId, ticket: wanted, createdAt: at('07:00') });
        for (let n = 0; n < 1_100; n += 1) {
          await saveNew(stores, {
            installationId,
            ticket: { ...wanted, subject: `${word}${n}` },
            createdAt: at('08:00'),
          });
        }
      });
      const found = await world.store.requests.list(aListQuery({ installationId, search: word }));
      expect(found.items.map(({ request }) => request.ticket?.subject)).toEqual([`exactly ${word}`]);
    });
  });
}
