import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assignedTo, BEN, BY_ANNA, BY_RECIPIENT } from '../builders/people.ts';
import { DAY, MINUTE } from '../builders/times.ts';
import { hiddenFields, PRESSES, textOf, type Visitor } from './http-visit.ts';
import { pagesWorld, type PagesWorld } from './pages-world.ts';
import { ALLOWED, DENIED, JOINED, type Returning, returningPeople } from './returning-people.ts';

let world: PagesWorld;
let people: Returning;
/** May's own browser, in which she allowed access before. */
let may: Visitor;

beforeAll(async () => {
  world = await pagesWorld();
  people = returningPeople(world);
  may = (await people.returning()).visit;
});
afterAll(() => world.close());

describe('the one press', () => {
  it('counts once, however often it is sent', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    const came = await Promise.all([1, 2, 3].map(() => people.send(may, made, 'allow', form)));
    expect(came.map(({ status }) => status)).toEqual([303, 303, 303]);
    // One that comes in between may allow the address before it was entered.
    const events = (await people.eventsOf(made)).filter((type) => type !== 'address-entered');
    expect(events).toEqual(['request-created', 'recipient-joined', 'access-granted']);
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Ready', address: '123456789' });
  });

  it('sent again because the answer was lost does not allow again what was withdrawn since', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    await people.send(may, made, 'allow', form);
    await people.press(may, made, 'withdraw');
    expect((await people.send(may, made, 'allow', form)).status).toBe(303);
    expect(await people.statusOf(made)).toBe('Waiting');
    expect(await people.read(may, made)).toContain('You withdrew your permission');
  });

  it.each(['the same page twice', 'two pages'])(
    'of "Do not allow" is one no on %s, and closes nothing',
    async (pages) => {
      const made = await world.create();
      const first = await people.formOf(may, made, 'deny');
      const second = pages === 'two pages' ? await people.formOf(may, made, 'deny') : first;
      for (const form of [first, second]) expect((await people.send(may, made, 'deny', form)).status).toBe(303);
      expect(await people.eventsOf(made)).toEqual(DENIED);
    },
  );

  it('on a second page changes the mind: the later one counts', async () => {
    const made = await world.create();
    const [yes, no] = [await people.formOf(may, made, 'allow'), await people.formOf(may, made, 'deny')];
    await people.send(may, made, 'allow', { ...yes, consent: 'yes' });
    await people.send(may, made, 'deny', no);
    expect(await people.eventsOf(made)).toEqual([...ALLOWED, 'access-denied']);
    const back = await world.create();
    const after = await people.formOf(may, back, 'allow');
    await people.press(may, back, 'deny');
    await people.send(may, back, 'allow', { ...after, consent: 'yes' });
    expect(await people.statusOf(back)).toBe('Ready');
  });

  it('on a page that two tabs show leads both to the same', async () => {
    const made = await world.create();
    const forms = [await people.formOf(may, made, 'allow'), await people.formOf(may, made, 'allow')];
    for (const form of forms) {
      expect((await people.send(may, made, 'allow', { ...form, consent: 'yes' })).status).toBe(303);
    }
    expect(await people.eventsOf(made)).toEqual(ALLOWED);
  });

  it('without the tick joins, allows nobody, and says what to do', async () => {
    const made = await world.create();
    const came = await people.press(may, made, 'allow');
    expect(came.status).toBe(422);
    expect(textOf(came.body)).toContain('Tick the box');
    expect(await people.eventsOf(made)).toEqual(JOINED);
    const again = await people.send(may, made, 'allow', { ...hiddenFields(came.body, 'allow'), consent: 'yes' });
    expect(again.status).toBe(303);
    expect(await people.statusOf(made)).toBe('Ready');
  });

  it('counts only for who was named: another agent since then, and it is asked again', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    await world.give(made.id, { type: 'assign', actor: BY_ANNA, assignee: assignedTo(BEN) });
    const came = await people.send(may, made, 'allow', form);
    expect(came.status).toBe(422);
    expect(textOf(came.body)).toMatch(/has changed.*Ben Okafor, Acme/);
    expect(await people.eventsOf(made)).toEqual(['request-created', 'assigned', ...JOINED.slice(1)]);
  });

  it('is not troubled by what changed beside it', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    await world.give(made.id, { type: 'add-comment', actor: BY_ANNA, text: 'Rang twice.' });
    expect((await people.send(may, made, 'allow', form)).status).toBe(303);
    expect(await people.statusOf(made)).toBe('Ready');
  });

  it('after another device joined leaves it to that one, and says so', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    await world.give(made.id, { type: 'join', actor: BY_RECIPIENT, device: 'phone' });
    const came = await people.send(may, made, 'allow', form);
    expect(came.status).toBe(409);
    expect(textOf(came.body)).toContain('Joined on another device');
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Waiting', device: 'phone' });
  });

  it('after the appointment was moved allows nothing, and shows the new time', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    const move = async (startAt: number): Promise<void> =>
      world.give(made.id, {
        type: 'reschedule',
        actor: BY_ANNA,
        schedule: { startAt, timeZone: 'UTC' },
        expiresAt: null,
        moveLimits: null,
      });
    await move(world.core.clock.now() + DAY);
    const later = await people.send(may, made, 'allow', form);
    expect(later.status).toBe(409);
    expect(textOf(later.body)).toContain('Your appointment with Anna');
    expect(await people.eventsOf(made)).toEqual(['request-created', 'rescheduled']);
    await move(world.core.clock.now() + 5 * MINUTE);
    const soon = await people.send(may, made, 'allow', {
      ...form,
      nonce: (await people.formOf(may, made, 'allow'))['nonce'] ?? '',
    });
    expect(textOf(soon.body)).toMatch(/What the page showed has changed.*The appointment is on/);
    expect(await people.statusOf(made)).toBe('Waiting');
  });

  it.each([
    ['was closed', 'This request is closed'],
    ['ran out', 'This link has run out'],
  ])('after the request %s does nothing, and says so', async (what, shown) => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    if (what === 'was closed') {
      await world.give(made.id, { type: 'close-request', actor: BY_ANNA, outcome: 'cancelled', note: '' });
    } else {
      await world.give(made.id, { type: 'extend', actor: BY_ANNA, expiresAt: world.core.clock.now() + MINUTE });
      world.advance(20 * MINUTE);
    }
    const came = await people.send(may, made, 'allow', form);
    expect(came.status).toBe(409);
    expect(textOf(came.body)).toContain(shown);
  });

  it('on a page that was open for long is asked for once more', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    world.advance(31 * MINUTE);
    const came = await people.send(may, made, 'allow', form);
    expect(textOf(came.body)).toContain('had been open for a long time');
    expect(await people.eventsOf(made)).toEqual(['request-created']);
    const again = await people.send(may, made, 'allow', { ...hiddenFields(came.body, 'allow'), consent: 'yes' });
    expect([again.status, await people.statusOf(made)]).toEqual([303, 'Ready']);
  });

  it('of a browser that does not say who pressed needs the word typed, and then does all of it', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    const asked = await may.post(`${made.path}/allow`, form, PRESSES.old);
    expect(await people.eventsOf(made)).toEqual(['request-created']);
    const word = /<p class="words">([^<]*)</.exec(asked.body)?.[1] ?? '';
    const typed = { ...hiddenFields(asked.body, 'allow'), word };
    expect((await may.post(`${made.path}/allow`, typed, PRESSES.old)).status).toBe(303);
    expect(await people.eventsOf(made)).toEqual(ALLOWED);
  });

  it.each([
    ['a script', PRESSES.script],
    ['a fetch', PRESSES.fetched],
    ['another site', { ...PRESSES.person, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
  ])('of %s does nothing', async (_who, headers) => {
    const made = await world.create();
    for (const action of ['allow', 'deny', 'join']) {
      const form = { ...(await people.formOf(may, made, action)), consent: 'yes' };
      expect((await may.post(`${made.path}/${action}`, form, headers)).status).not.toBe(303);
    }
    expect(await people.eventsOf(made)).toEqual(['request-created']);
  });
});
