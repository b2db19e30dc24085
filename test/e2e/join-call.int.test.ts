import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { BY_ANNA, BY_RECIPIENT } from '../builders/people.ts';
import { MINUTE } from '../builders/times.ts';
import { type Came, hasForm, hiddenFields, PRESSES, textOf, visitor, type Visitor } from './http-visit.ts';
import { joinPerson, type JoinPerson, type Typed } from './join-person.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

let world: PagesWorld;
let visit: Visitor;
let may: JoinPerson;
beforeAll(async () => {
  world = await pagesWorld();
  visit = visitor(world.publicUrl);
  may = joinPerson(world);
});
afterAll(() => world.close());

const NUMBER = '0912 345 678';
const ask = (made: Made, typed: Typed = { phone: NUMBER }, headers: Typed = PRESSES.person): Promise<Came> =>
  may.press(made, 'call-back', typed, headers, '?ask=call');
const callOf = async ({ id }: Made) => (await world.stored(id)).request.callBack;
const read = async (made: Made, ask = ''): Promise<string> => (await visit.get(made.path + ask)).body;

describe('Who rather talks', () => {
  it.each([
    ['before the first press', () => world.create()],
    ['while AnyDesk is got ready', () => may.waiting()],
    ['while the decision is asked for', () => may.withAddress()],
    ['while somebody may connect', () => may.ready()],
    ['while somebody is connected', () => may.connected()],
  ])('asks for a call %s, and nothing else comes of it', async (_when, make) => {
    const made = await make();
    const { status } = (await world.stored(made.id)).request;
    const came = await ask(made, { phone: NUMBER, when: 'after 15:00' });
    expect(came.status).toBe(303);
    expect(came.headers.get('location')).toBe(made.path);
    expect(await callOf(made)).toMatchObject({ phone: '+886912345678', when: 'after 15:00', isOpen: true });
    expect((await world.stored(made.id)).request.status).toBe(status);
  });

  it('is told that the help desk knows, and never shown a number', async () => {
    const made = await world.create();
    expect(await read(made, '?ask=call')).not.toContain('912');
    await ask(made, { phone: '+886 2 2345 6789', when: 'tonight' });
    const page = await read(made);
    expect(textOf(page)).toContain('knows that you want to be called');
    expect(page).not.toMatch(/2345|tonight/);
  });

  it('takes it back with one press', async () => {
    const made = await may.waiting();
    await ask(made);
    expect((await may.press(made, 'call-drop')).status).toBe(303);
    expect(await callOf(made)).toMatchObject({ isOpen: false });
    const page = await read(made);
    expect(hasForm(page, 'call-drop')).toBe(false);
    expect(textOf(page)).toContain('You can ask to be called again from');
  });

  it('asks once in ten minutes', async () => {
    const made = await may.waiting();
    const form = hiddenFields(await read(made, '?ask=call'), 'call-back');
    const press = (phone: string) => visit.post(`${made.path}/call-back`, { ...form, phone }, PRESSES.person);
    expect((await press(NUMBER)).status).toBe(303);
    expect((await press('0987 654 321')).status).toBe(303);
    expect(await callOf(made)).toMatchObject({ phone: '+886912345678' });
    await may.press(made, 'call-drop');
    world.advance(10 * MINUTE);
    await ask(made, { phone: '0987 654 321' });
    expect(await callOf(made)).toMatchObject({ phone: '+886987654321', isOpen: true });
  });

  it('reads no more of it once an agent has called', async () => {
    const made = await may.waiting();
    await ask(made);
    await world.give(made.id, { type: 'note-called-back', actor: BY_ANNA });
    expect(textOf(await read(made))).not.toContain('knows that you want to be called');
  });

  it.each([
    ['no number', ''],
    ['words', 'call me maybe'],
    ['two numbers', '0912 345 678, 0987 654 321'],
    ['a number that nobody has', '+886 123'],
    ['an AnyDesk address', '123 456 789'],
    ['markup', '<script>alert(1)</script>'],
  ])('gets %s back to be mended, with what else was typed', async (_what, phone) => {
    const made = await may.waiting();
    const came = await ask(made, { phone, when: '"><img src=x>' });
    expect(came.status).toBe(422);
    expect(textOf(came.body)).toContain('This number cannot be called');
    expect(came.body).not.toMatch(/<script>alert|<img/);
    expect(hiddenFields(came.body, 'call-back')).toHaveProperty('nonce');
    expect(await callOf(made)).toBeNull();
  });

  it.each([
    ['turns the line round', '\u202e after'],
    ['breaks the line', 'today\r\nBcc: a@b.example'],
    ['is far too long', 'a'.repeat(101)],
  ])('is not heard with a time that %s', async (_what, when) => {
    const made = await may.waiting();
    expect((await ask(made, { phone: NUMBER, when })).status).toBe(400);
    expect(await callOf(made)).toBeNull();
  });
});

describe('A call', () => {
  it('is asked for by no look and no script', async () => {
    const made = await world.create();
    await visit.get(`${made.path}?ask=call`);
    await visit.get(`${made.path}/call-back?phone=${encodeURIComponent(NUMBER)}`);
    expect((await ask(made, { phone: NUMBER }, PRESSES.script)).body).toContain('name="word"');
    expect((await ask(made, { phone: NUMBER }, { ...PRESSES.person, 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
    expect(await callOf(made)).toBeNull();
  });

  it('is offered by no ended request', async () => {
    const made = await may.waiting();
    const form = hiddenFields(await read(made, '?ask=call'), 'call-back');
    await world.give(made.id, { type: 'close-request', actor: BY_RECIPIENT, outcome: 'cancelled', note: '' });
    expect(await read(made)).not.toContain('ask=call');
    await visit.post(`${made.path}/call-back`, { ...form, phone: NUMBER }, PRESSES.person);
    expect(await callOf(made)).toBeNull();
  });

  it('is not offered where the help desk does not call, and asking all the same is not heard', async () => {
    const made = await may.waiting();
    const form = hiddenFields(await read(made, '?ask=call'), 'call-back');
    await world.settings({ lifecycle: { ...DEFAULT_SETTINGS, callBacks: false } });
    expect(await read(made)).not.toContain('ask=call');
    expect((await visit.get(`${made.path}?ask=call`)).status).toBe(303);
    await visit.post(`${made.path}/call-back`, { ...form, phone: NUMBER }, PRESSES.person);
    expect(await callOf(made)).toBeNull();
    await world.settings({});
  });

  it('out of hours is asked for with the word when the help desk is back', async () => {
    const inThreeDays = (new Date(world.core.clock.now()).getUTCDay() + 6 + 3) % 7;
    const week = Array.from({ length: 7 }, (_, day) =>
      day === inThreeDays ? { fromMinute: 540, toMinute: 600 } : null,
    );
    const workingHours = { timeZone: 'UTC', week, closedDates: [] };
    await world.settings({ lifecycle: { ...DEFAULT_SETTINGS, workingHours } });
    const made = await world.create();
    expect(textOf(await read(made, '?ask=call'))).toContain('is closed now and is back on');
    await world.settings({});
  });
});
