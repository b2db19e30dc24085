import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { give, givenRequest } from '../server/given-request.ts';
import { type ServerWorld, serverWorld } from '../server/server-world.ts';

let world: ServerWorld;
let people = 0;
beforeAll(async () => {
  world = await serverWorld();
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const inAnHour = (): number => Math.ceil(Date.now() / HOUR + 1) * HOUR;

/** What an independent reader finds in the calendar file of the n-th mail to somebody. */
async function calendarIn(to: string, count: number) {
  const mails = await world.sink.control.waitFor(count, { to });
  const raw = await world.sink.control.raw(mails[count - 1]?.id ?? 0);
  const { attachments } = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
  const files = attachments.filter(({ mimeType }) => /calendar|ics/.test(mimeType));
  const methods = files.map(({ method }) => method);
  const [file] = files;
  if (file === undefined) return null;
  const text = typeof file.content === 'string' ? file.content : '';
  const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = component.getAllSubcomponents('vevent');
  const [only] = events;
  if (only === undefined) throw new Error('no event is in the file');
  return {
    text,
    methods,
    method: component.getFirstPropertyValue('method'),
    count: events.length,
    event: new ICAL.Event(only),
    only,
    attendees: only.getAllProperties('attendee').map((one) => String(one.getFirstValue()).toLowerCase()),
    organizer: String(only.getFirstPropertyValue('organizer')),
  };
}

const planned = async (over: Record<string, unknown> = {}, timeZone = 'Europe/Berlin') => {
  const email = `cal.${String((people += 1))}@kestrel.example`;
  const startAt = inAnHour();
  const request = await givenRequest(world.panel(), 'Open', {
    recipient: { name: 'Hannah Osei', email },
    channels: ['email'],
    schedule: { startAt, timeZone },
    ...over,
  });
  return { email, startAt, request };
};

describe('The invitation to a planned session', () => {
  it.each(['Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'UTC'])(
    'planned in %s carries one entry at that very moment, with the link and a reminder',
    async (timeZone) => {
      const { email, startAt, request } = await planned({}, timeZone);
      const found = await calendarIn(email, 1);
      expect(found).toMatchObject({ method: 'REQUEST', count: 1, attendees: [`mailto:${email}`] });
      expect(found?.event.startDate.toJSDate().getTime()).toBe(startAt);
      expect(found?.event.endDate.toJSDate().getTime()).toBe(startAt + HOUR / 2);
      expect(found?.event.summary).toBe('Remote support by Acme');
      expect(found?.event.description).toContain(request.joinUrl);
      expect(found?.organizer).toBe('mailto:support@acme.example');
      expect(found?.only.getAllSubcomponents('valarm')).toHaveLength(1);
    },
  );

  it('names neither the two words nor the comment', async () => {
    const { email, request } = await planned({ comment: 'secret comment' });
    const { text = '' } = (await calendarIn(email, 1)) ?? {};
    expect(text).not.toContain('secret');
    for (const word of request.phrase.split(' ')) expect(text).not.toContain(word);
  });

  it('is moved and cancelled as the same entry, each with a higher number', async () => {
    const { email, startAt, request } = await planned();
    const first = await calendarIn(email, 1);
    const schedule = { startAt: startAt + HOUR, timeZone: 'Europe/Berlin' };
    await give(world.panel(), request.id, { type: 'reschedule', schedule });
    const moved = await calendarIn(email, 2);
    await give(world.panel(), request.id, { type: 'close-request', outcome: 'cancelled' });
    const closed = await calendarIn(email, 3);
    expect([moved?.method, closed?.method]).toEqual(['REQUEST', 'CANCEL']);
    expect(closed?.only.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(moved?.event.startDate.toJSDate().getTime()).toBe(startAt + HOUR);
    const entries = [first, moved, closed].map((found) => found?.event);
    expect(new Set(entries.map((event) => event?.uid)).size).toBe(1);
    const numbers = entries.map((event) => event?.sequence ?? -1);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(new Set(numbers).size).toBe(3);
    expect(closed?.text).not.toContain('/join/');
  });

  it('is written as calendars read it: each line ends as a line, and none is too long', async () => {
    const email = `lines.${String((people += 1))}@kestrel.example`;
    await planned({ recipient: { name: '遠'.repeat(60), email } });
    const [mail] = await world.sink.control.waitFor(1, { to: email });
    const raw = await world.sink.control.raw(mail?.id ?? 0);
    // As it came: readers of mail make other line ends of it.
    const coded = /application\/ics[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(raw)?.[1] ?? '';
    const file = Buffer.from(coded, 'base64').toString('utf8');
    expect(file).toMatch(/\r\nEND:VCALENDAR\r\n$/);
    expect(file.split('\r\n').filter((line) => line.includes('\n') || Buffer.byteLength(line) > 75)).toEqual([]);
  });

  it('has no file when nothing is planned', async () => {
    const email = 'now@kestrel.example';
    await givenRequest(world.panel(), 'Open', { recipient: { name: 'Hannah Osei', email }, channels: ['email'] });
    expect(await calendarIn(email, 1)).toBeNull();
  });

  it.each([
    'Hannah\\nATTENDEE:mailto:evil@evil.example',
    'Hannah"; ATTENDEE="mailto:evil@evil.example',
    'Hannah;X-EVIL=1:mailto:evil@evil.example,',
    'END:VEVENT END:VCALENDAR BEGIN:VEVENT',
  ])('keeps one person and one event whatever the name is: %j', async (name) => {
    const email = `hostile.${String((people += 1))}@kestrel.example`;
    await planned({ recipient: { name, email } });
    const found = await calendarIn(email, 1);
    expect(found).toMatchObject({ count: 1, attendees: [`mailto:${email}`] });
    expect(found?.only.getAllProperties('x-evil')).toEqual([]);
  });
});
