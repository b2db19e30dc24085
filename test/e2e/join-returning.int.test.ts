import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Recipient } from '../../core/session-request/values.ts';
import { BY_ANNA, MAY } from '../builders/people.ts';
import { DAY, MINUTE } from '../builders/times.ts';
import { hiddenFields, PRESSES, type Visitor } from './http-visit.ts';
import { pagesWorld, type PagesWorld } from './pages-world.ts';
import { ALLOWED, DECISION, DENIED, INVITATION, type Returning, returningPeople } from './returning-people.ts';

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

describe('a device on which the same person allowed access before', () => {
  it('shows the decision at once: who asks, about what, the two words and the address', async () => {
    const made = await world.create();
    const page = await people.read(may, made);
    const { phrase } = (await world.stored(made.id)).request;
    for (const shown of [
      DECISION,
      'Anna Ng, Acme',
      'Printer prints nothing',
      phrase,
      '123 456 789',
      'Known from the',
    ]) {
      expect(page).toContain(shown);
    }
    expect(page).toContain('We never call you first');
    expect(page).toContain('This is not my request');
    expect(page).toContain('Use another device');
  });

  it('changes nothing by looking, and is nobody who is present', async () => {
    const made = await world.create();
    const before = await world.stored(made.id);
    for (const path of [made.path, `${made.path}?ask=address`, `${made.path}?ask=again`, `${made.path}/allow`]) {
      const came = await may.get(path, PRESSES.person);
      expect(came.headers.getSetCookie()).toEqual([]);
      expect(came.body).not.toContain('data-here');
      await may.head(path, PRESSES.person);
    }
    expect((await may.post(`${made.path}/here`, {}, PRESSES.fetched)).status).toBe(204);
    expect(await world.stored(made.id)).toEqual(before);
    expect(await people.eventsOf(made)).toEqual(['request-created']);
  });

  it('hides the subject where the installation wants it so', async () => {
    await world.settings({ showSubject: false });
    try {
      const page = await people.read(may, await world.create());
      expect(page).toContain(DECISION);
      expect(page).not.toContain('Printer');
    } finally {
      await world.settings({});
    }
  });

  it('joins and allows by one press, with the same log as by three', async () => {
    const made = await world.create();
    const came = await people.press(may, made, 'allow', { consent: 'yes' });
    expect([came.status, came.headers.get('location')]).toEqual([303, made.path]);
    expect(await people.eventsOf(made)).toEqual(ALLOWED);
    const { request, recipientSeenAt } = await world.stored(made.id);
    expect(request).toMatchObject({ status: 'Ready', address: '123456789', device: expect.any(String) });
    expect(request).toMatchObject({ consent: { named: 'Anna Ng, Acme', language: 'en', wishes: ['view'] } });
    expect(recipientSeenAt).not.toBeNull();
    expect(await people.read(may, made)).toContain('Anna Ng can connect now');
  });

  it('keeps the language that was chosen on the page, for the consent too', async () => {
    const made = await world.create();
    const form = hiddenFields((await may.get(`${made.path}?lang=de`)).body, 'allow');
    const came = await may.post(`${made.path}/allow?lang=de`, { ...form, consent: 'yes' }, PRESSES.person);
    expect(came.headers.get('location')).toBe(`${made.path}?lang=de`);
    expect((await world.stored(made.id)).request).toMatchObject({ consent: { language: 'de' } });
  });

  it('joins and says no by one press; nobody can connect, and it can be allowed after all', async () => {
    const made = await world.create();
    expect((await people.press(may, made, 'deny')).status).toBe(303);
    expect(await people.eventsOf(made)).toEqual(DENIED);
    const page = await people.read(may, made);
    expect(page).toContain('Nobody can connect');
    expect(page).toContain('Allow it after all');
  });

  it('goes to the usual page for another address by one press', async () => {
    const made = await world.create();
    expect((await people.press(may, made, 'join')).status).toBe(303);
    expect(await people.eventsOf(made)).toEqual(['request-created', 'recipient-joined']);
    expect(await people.read(may, made)).toContain('Get AnyDesk ready');
  });

  it('reports a request that is not hers, after the usual question', async () => {
    const made = await world.create();
    const asked = await may.get(`${made.path}?ask=report`);
    expect((await people.send(may, made, 'report', hiddenFields(asked.body, 'report'))).status).toBe(303);
    expect(await people.eventsOf(made)).toEqual(['request-created', 'request-reported']);
  });

  it('shows an appointment as such until it opens, and then still offers another time', async () => {
    const startAt = world.core.clock.now() + DAY;
    const made = await world.create({ schedule: { startAt, timeZone: 'Asia/Taipei' } });
    expect(await people.read(may, made)).toContain('Your appointment with Anna');
    const soon = await world.create({ schedule: { startAt: world.core.clock.now() + 5 * MINUTE, timeZone: 'UTC' } });
    const page = await people.read(may, soon);
    expect(page).toContain(DECISION);
    expect(page).toContain('The appointment is on');
    expect(page).toContain('I cannot at this time');
  });

  it('shows the usual way where the agent made a session in AnyDesk itself', async () => {
    const made = await world.create();
    await world.give(made.id, { type: 'set-session-link', actor: BY_ANNA, url: 'https://anydesk.com/s/abc' });
    expect(await people.read(may, made)).toContain(INVITATION);
  });
});

describe('a browser that two people share', () => {
  it('knows each of them, and neither is taken for the other', async () => {
    const june: Recipient = { name: 'June Lin', email: 'june@customer.example', phone: null };
    const shared = (await people.returning()).visit;
    const hers = await world.create({ recipient: june });
    expect(await people.read(shared, hers)).toContain(INVITATION);
    await people.press(shared, hers, 'join');
    await people.press(shared, hers, 'allow', { consent: 'yes' });
    for (const recipient of [MAY, june])
      expect(await people.read(shared, await world.create({ recipient }))).toContain(DECISION);
  });
});
