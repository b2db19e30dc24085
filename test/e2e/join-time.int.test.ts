import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { BY_ANNA } from '../builders/people.ts';
import { DAY, HOUR, MINUTE } from '../builders/times.ts';
import { type Came, hasForm, hiddenFields, PRESSES, textOf, visitor, type Visitor } from './http-visit.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

const BERLIN = 'Europe/Berlin';

let world: PagesWorld;
let visit: Visitor;
beforeAll(async () => {
  world = await pagesWorld();
  visit = visitor(world.publicUrl);
});
afterAll(() => world.close());

const now = (): number => world.core.clock.now();
const inFullHours = (count: number): number => Math.ceil(now() / HOUR) * HOUR + count * HOUR;

async function planned(startAt = inFullHours(48), timeZone = BERLIN): Promise<Made & { readonly startAt: number }> {
  return { ...(await world.create({ schedule: { startAt, timeZone } })), startAt };
}

const scheduleOf = async ({ id }: Made) => (await world.stored(id)).request.schedule;
const timePath = (made: Made, asked: Readonly<Record<string, string>>): string =>
  `${made.path}/time?${new URLSearchParams(asked).toString()}`;

/** Chooses, confirms, and says where that led. */
async function move(made: Made, at: number, zone = BERLIN): Promise<Came> {
  const check = await visit.get(timePath(made, { at: String(at), zone }));
  return visit.post(`${made.path}/move`, hiddenFields(check.body, 'move'), PRESSES.person);
}

describe('the page of an appointment', () => {
  it('says when it is, in its own zone, and that nobody can connect before', async () => {
    const made = await planned(Date.UTC(2031, 0, 15, 13));
    const page = textOf((await visit.get(made.path)).body);
    expect(page).toContain('Wednesday, January 15, 2031 at 14:00 (GMT+1)');
    expect(page).toMatch(/Begins in [\d,]+ days/);
    expect(page).toContain('You can continue from Wednesday, January 15, 2031 at 13:50 (GMT+1) on.');
    expect(page).toContain('Until then, nobody can see or control it.');
  });

  it('counts in a sentence that a reader without script has too', async () => {
    const made = await planned(now() + 90 * MINUTE);
    const page = (await visit.get(made.path, { 'accept-language': 'de' })).body;
    expect(textOf(page)).toMatch(/Beginn in 90 Minuten/);
    expect(page).toMatch(/<noscript>.*Aktualisieren/);
  });

  it('cannot be joined yet, by no press', async () => {
    const made = await planned();
    const page = (await visit.get(made.path)).body;
    expect(hasForm(page, 'join')).toBe(false);
    const time = await visit.get(timePath(made, { at: String(made.startAt + HOUR), zone: BERLIN }));
    const { nonce = '' } = hiddenFields(time.body, 'move');
    const came = await visit.post(`${made.path}/join`, { nonce }, PRESSES.person);
    expect(came.status).not.toBe(303);
    expect((await world.stored(made.id)).request.status).toBe('Open');
  });

  it('becomes the invitation ten minutes before', async () => {
    const early = await planned(now() + 11 * MINUTE);
    const soon = await planned(now() + 9 * MINUTE);
    expect(hasForm((await visit.get(early.path)).body, 'join')).toBe(false);
    expect(hasForm((await visit.get(soon.path)).body, 'join')).toBe(true);
  });

  it('changes nothing by being looked at, nor do its other pages', async () => {
    const made = await planned();
    const before = await world.stored(made.id);
    const at = String(made.startAt + HOUR);
    for (const path of ['', '/session.ics', '/time', `/time?at=${at}&zone=UTC`, '/time/done', '/move']) {
      const came = await visit.get(made.path + path, PRESSES.person);
      expect([200, 303]).toContain(came.status);
    }
    expect(await world.stored(made.id)).toEqual(before);
  });

  it('gives a calendar file of the same entry, whose number grows when the time was moved', async () => {
    const made = await planned();
    const eventOf = async () => {
      const came = await visit.get(`${made.path}/session.ics`);
      expect(came.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      const calendar = new ICAL.Component(ICAL.parse(came.body) as unknown[]);
      const [event] = calendar.getAllSubcomponents('vevent');
      if (event === undefined) throw new Error('the file has no event');
      return { method: calendar.getFirstPropertyValue('method'), event: new ICAL.Event(event) };
    };
    const first = await eventOf();
    expect(first.method).toBe('PUBLISH');
    expect(first.event.uid).toBe(`${made.id}@127.0.0.1`);
    expect(first.event.startDate.toJSDate().getTime()).toBe(made.startAt);
    expect(first.event.description).toContain(made.url);
    await move(made, made.startAt + HOUR);
    const second = await eventOf();
    expect(second.event.uid).toBe(first.event.uid);
    expect(second.event.startDate.toJSDate().getTime()).toBe(made.startAt + HOUR);
    expect(second.event.sequence).toBeGreaterThan(first.event.sequence);
  });

  it('is nowhere without an appointment: its addresses lead to the page there is', async () => {
    const made = await world.create();
    for (const path of ['/time', '/time/done', '/session.ics']) {
      const came = await visit.get(made.path + path);
      expect([came.status, came.headers.get('location')]).toEqual([303, made.path]);
    }
  });
});

describe('a recipient who cannot at that time', () => {
  it('reads the limits and gets suggestions inside of them, by day', async () => {
    const made = await planned(inFullHours(24 * 8));
    const { body } = await visit.get(`${made.path}/time`);
    const suggested = Array.from(body.matchAll(/data-at="(\d+)"/g), ([, at]) => Number(at));
    expect(suggested.length).toBeGreaterThan(1);
    const hours = suggested.map((at) =>
      Number(new Intl.DateTimeFormat('en', { timeZone: BERLIN, hour: 'numeric', hourCycle: 'h23' }).format(at)),
    );
    expect(hours.every((hour) => hour >= 9 && hour < 17)).toBe(true);
    expect(textOf(body)).toMatch(/Possible from .*\(GMT\+\d\) to .*\(GMT\+\d\)\./);
  });

  it('chooses, confirms, and the appointment is moved by the recipient', async () => {
    const made = await planned();
    const at = made.startAt + 3 * HOUR;
    const check = await visit.get(timePath(made, { at: String(at), zone: 'Asia/Taipei' }));
    expect(textOf(check.body)).toMatch(/Until now .*New time .*\(GMT\+8\)/);
    expect(await scheduleOf(made)).toEqual({ startAt: made.startAt, timeZone: BERLIN });
    const came = await move(made, at, 'Asia/Taipei');
    expect([came.status, came.headers.get('location')]).toEqual([303, `${made.path}/time/done`]);
    expect(await scheduleOf(made)).toEqual({ startAt: at, timeZone: 'Asia/Taipei' });
    const log = await world.store.requests.events(made.id, 0);
    expect(log.at(-1)?.event).toMatchObject({ type: 'rescheduled', actor: { kind: 'recipient' } });
    expect(textOf((await visit.get(`${made.path}/time/done`)).body)).toContain('Acme has been told');
  });

  it('moves it once with two presses of the same button', async () => {
    const made = await planned();
    const check = await visit.get(timePath(made, { at: String(made.startAt + HOUR), zone: BERLIN }));
    const fields = hiddenFields(check.body, 'move');
    const came = await Promise.all([1, 2].map(() => visit.post(`${made.path}/move`, fields, PRESSES.person)));
    expect(came.map(({ headers }) => headers.get('location'))).toEqual(Array(2).fill(`${made.path}/time/done`));
    const log = await world.store.requests.events(made.id, 0);
    expect(log.filter(({ event }) => event.type === 'rescheduled')).toHaveLength(1);
  });

  it('stays within the limits that the agent gave, also past the form', async () => {
    const made = await planned();
    const limits = { earliestAt: made.startAt - HOUR, latestAt: made.startAt + HOUR };
    const schedule = { startAt: made.startAt, timeZone: BERLIN };
    await world.give(made.id, { type: 'reschedule', actor: BY_ANNA, schedule, expiresAt: null, moveLimits: limits });
    const outside = String(made.startAt + HOUR + MINUTE);
    const page = await visit.get(timePath(made, { at: outside, zone: BERLIN }));
    expect(textOf(page.body)).toContain('This time is not possible. Choose one from');
    const inside = await visit.get(timePath(made, { at: String(made.startAt + HOUR), zone: BERLIN }));
    const forged = { ...hiddenFields(inside.body, 'move'), at: outside };
    const came = await visit.post(`${made.path}/move`, forged, PRESSES.person);
    expect(came.headers.get('location')).toBe(timePath(made, { at: outside, zone: BERLIN }));
    expect(await scheduleOf(made)).toEqual(schedule);
  });

  it('cannot stretch a request over the longest time there is', async () => {
    const made = await planned();
    const page = await visit.get(timePath(made, { at: String(now() + 20 * DAY), zone: BERLIN }));
    expect(textOf(page.body)).toContain('This time is not possible');
  });

  it.each([
    [{ start: '' }, /Choose a date and a time/],
    [{ start: '2020-01-01T10:00' }, /already passed/],
    [{ start: '<script>alert(1)</script>' }, /not a date with a time/],
    [{ start: '2027-01-01T10:00', zone: '"><img src=x>' }, /time zone could not be read/],
  ])('reads in words what is wrong with %j', async (asked, words) => {
    const made = await planned();
    const { body, status } = await visit.get(timePath(made, asked));
    expect(status).toBe(200);
    expect(textOf(body)).toMatch(words);
    expect(body).toContain('aria-invalid="true"');
    expect(body).not.toMatch(/<script>alert|<img src=x/);
  });
});

describe('moving an appointment', () => {
  it('takes a person: a script is asked for a word, another site is shown away', async () => {
    const made = await planned();
    const check = await visit.get(timePath(made, { at: String(made.startAt + HOUR), zone: BERLIN }));
    const fields = hiddenFields(check.body, 'move');
    const script = await visit.post(`${made.path}/move`, fields, PRESSES.script);
    expect(textOf(script.body)).toContain('type this word');
    const foreign = await visit.post(`${made.path}/move`, fields, {
      ...PRESSES.person,
      origin: 'https://evil.example',
    });
    expect(foreign.status).toBe(403);
    expect((await visit.post(`${made.path}/move`, { ...fields, more: '1' }, PRESSES.person)).status).toBe(400);
    expect(await scheduleOf(made)).toEqual({ startAt: made.startAt, timeZone: BERLIN });
  });

  it('goes on after the word was typed', async () => {
    const made = await planned();
    const at = made.startAt + HOUR;
    const check = await visit.get(timePath(made, { at: String(at), zone: BERLIN }));
    const asked = await visit.post(`${made.path}/move`, hiddenFields(check.body, 'move'), PRESSES.old);
    const word = /class="words">([^<]*)</.exec(asked.body)?.[1] ?? '';
    await visit.post(`${made.path}/move`, { ...hiddenFields(asked.body, 'move'), word }, PRESSES.old);
    expect(await scheduleOf(made)).toEqual({ startAt: at, timeZone: BERLIN });
  });

  it('is impossible once the recipient has joined', async () => {
    const made = await planned(now() + 5 * MINUTE);
    const check = await visit.get(timePath(made, { at: String(made.startAt + HOUR), zone: BERLIN }));
    const fields = hiddenFields(check.body, 'move');
    await world.give(made.id, { type: 'join', actor: { kind: 'recipient' }, device: null });
    const came = await visit.post(`${made.path}/move`, fields, PRESSES.person);
    expect([came.status, came.headers.get('location')]).toEqual([303, made.path]);
    expect(await scheduleOf(made)).toEqual({ startAt: made.startAt, timeZone: BERLIN });
  });
});

describe('outside working hours', () => {
  it('the page says when the help desk is back, in the help desk’s own zone', async () => {
    const made = await world.create();
    const { lifecycle } = (await world.store.installations.find('acme'))?.installation.settings ?? {};
    if (lifecycle === undefined) throw new Error('the installation is gone');
    const minute = Math.floor((now() % DAY) / MINUTE);
    // An hour a day, the one that begins in two hours.
    const fromMinute = (Math.floor(minute / 60) * 60 + 120) % 1440;
    const day = { fromMinute, toMinute: fromMinute + 60 };
    const workingHours = { timeZone: 'UTC', week: [day, day, day, day, day, day, day], closedDates: [] };
    await world.settings({ lifecycle: { ...lifecycle, workingHours } });
    const clock = `${String(fromMinute / 60).padStart(2, '0')}:00 (UTC)`;
    expect(textOf((await visit.get(made.path)).body)).toMatch(/Acme is closed now and is back on .*\(UTC\)/);
    expect(textOf((await visit.get(made.path)).body)).toContain(clock);
    await world.settings({});
    expect(textOf((await visit.get(made.path)).body)).not.toContain('is closed now');
  });
});

describe('the usual wait of a queue', () => {
  const assignee = { kind: 'queue', queueId: 'night-shift', name: 'Night shift' } as const;
  const recipient = { kind: 'recipient' } as const;
  const address = '123456789';

  async function joined(): Promise<Made> {
    const made = await world.create({ assignee });
    await world.give(made.id, { type: 'join', actor: recipient, device: null });
    return made;
  }
  /** Allowed, and connected to after this long. */
  async function connectedAfter(ms: number): Promise<void> {
    const made = await joined();
    await world.give(made.id, { type: 'enter-address', actor: recipient, address, device: null });
    const consent = { consented: true, textVersion: '1', language: 'en', named: 'Night shift', wishes: [] } as const;
    await world.give(made.id, { type: 'allow-access', actor: recipient, ...consent, address, device: null });
    world.advance(ms);
    await world.give(made.id, { type: 'launch-connect', actor: BY_ANNA, takeOver: false });
    await world.give(made.id, { type: 'launch-connect', actor: BY_ANNA, takeOver: false });
  }
  const waitOf = async (made: Made): Promise<string | null> =>
    /Lately, somebody connected about [^.]*/.exec(textOf((await visit.get(made.path)).body))?.[0] ?? null;

  it('is told while the recipient waits, from the fifth on, each permission counted once', async () => {
    const made = await joined();
    for (const minutes of [2, 9, 4, 3]) await connectedAfter(minutes * MINUTE);
    world.advance(MINUTE);
    expect(await waitOf(made)).toBeNull();
    await connectedAfter(20 * MINUTE);
    world.advance(MINUTE);
    expect(await waitOf(made)).toBe('Lately, somebody connected about 4 minutes after access was allowed');
    expect(await waitOf(await world.create({ assignee }))).toBeNull();
    for (let more = 0; more < 6; more += 1) await connectedAfter(MINUTE / 4);
    world.advance(MINUTE);
    expect(await waitOf(made)).toBe('Lately, somebody connected about 1 minute after access was allowed');
  });
});
