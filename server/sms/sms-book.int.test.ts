import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenedEngine, openEngine, STORE_ENGINES } from '../../test/setup/open-engine.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { createSmsBook, type SmsBook } from './sms-book.ts';
import { MOST_PER_NUMBER, type SmsCaps } from './sms-caps.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PLENTY: SmsCaps = { mostPerHour: 1000, mostPerDay: 1000 };

describe.each(STORE_ENGINES)('How many messages go out, on %s', (engine) => {
  let opened: OpenedEngine;
  let book: SmsBook;
  let count = 0;
  beforeEach(async () => {
    opened = await openEngine(engine);
    book = createSmsBook(opened.store.database, createKeyRing(Buffer.alloc(32, 5)));
  });
  afterEach(() => opened.end());

  const begin = (number: string, at: number, caps = PLENTY) => {
    count += 1;
    return book.begin({ attemptId: `a${count}`, deliveryId: `d${count}`, requestId: 'r', number, at }, caps);
  };
  /** One message each to as many people. */
  const sent = async (people: number, at: number): Promise<void> => {
    for (let one = 0; one < people; one += 1) {
      expect(await begin(`+4915112345${String(count).padStart(3, '0')}`, at)).toBeNull();
    }
  };

  it('to one number is three within ten minutes', async () => {
    const may = '+4915199999999';
    for (let one = 0; one < MOST_PER_NUMBER; one += 1) expect(await begin(may, NOON + one * MINUTE_MS)).toBeNull();
    expect(await begin(may, NOON + 10 * MINUTE_MS - 1)).toBe('number');
    expect(await begin('+4915188888888', NOON + 10 * MINUTE_MS - 1)).toBeNull();
    expect(await begin(may, NOON + 10 * MINUTE_MS)).toBeNull();
  });

  it('in an hour is exactly what the admin allows', async () => {
    const caps = { ...PLENTY, mostPerHour: 4 };
    await sent(3, NOON);
    expect(await begin('+4915177777771', NOON, caps)).toBeNull();
    expect(await begin('+4915177777772', NOON + HOUR_MS - 1, caps)).toBe('hour');
    expect(await begin('+4915177777772', NOON + HOUR_MS, caps)).toBeNull();
  });

  it('in a day is exactly what the admin allows', async () => {
    const caps = { ...PLENTY, mostPerDay: 4 };
    await sent(3, NOON);
    expect(await begin('+4915177777771', NOON + 5 * HOUR_MS, caps)).toBeNull();
    expect(await begin('+4915177777772', NOON + 24 * HOUR_MS - 1, caps)).toBe('day');
    expect(await begin('+4915177777772', NOON + 24 * HOUR_MS, caps)).toBeNull();
  });

  it('does not count what was certainly not sent', async () => {
    const caps = { ...PLENTY, mostPerHour: 1 };
    expect(await begin('+4915177777771', NOON, caps)).toBeNull();
    await book.takeBack(`a${count}`);
    expect(await begin('+4915177777772', NOON, caps)).toBeNull();
  });

  it('to somebody who answered STOP is none, until START', async () => {
    const may = '+4915199999999';
    await book.stop(may, NOON);
    expect(await begin(may, NOON + 48 * HOUR_MS)).toBe('stopped');
    await book.start(may);
    expect(await begin(may, NOON + 48 * HOUR_MS)).toBeNull();
  });
});
