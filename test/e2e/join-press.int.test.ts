import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BY_ANNA } from '../builders/people.ts';
import { hiddenFields, PRESSES, textOf, visitor, type Visitor } from './http-visit.ts';
import { joinPerson, type JoinPerson } from './join-person.ts';
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

const statusOf = async (made: Made): Promise<string> => (await world.stored(made.id)).request.status;

describe("a person's press", () => {
  it('joins, and only then shows subject and the two words', async () => {
    const made = await world.create();
    const came = await may.press(made, 'join');
    expect([came.status, came.headers.get('location')]).toEqual([303, made.path]);
    expect(await statusOf(made)).toBe('Waiting');
    const page = await may.page(made);
    expect(page).toContain('Printer prints nothing');
    expect(page).toContain((await world.stored(made.id)).request.phrase);
    expect(page).toContain('Anna Ng');
  });

  it('is a sign of life', async () => {
    const made = await world.create();
    await may.press(made, 'join');
    expect((await world.stored(made.id)).recipientSeenAt).not.toBeNull();
  });

  it('twice is one', async () => {
    const made = await world.create();
    const page = await visit.get(made.path);
    const form = hiddenFields(page.body, 'join');
    const came = await Promise.all([1, 2, 3].map(() => visit.post(`${made.path}/join`, form, PRESSES.person)));
    expect(came.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await world.stored(made.id)).request.version).toBe(2);
  });

  it('keeps the language that was chosen', async () => {
    const made = await world.create();
    const page = await visit.get(`${made.path}?lang=zh-TW`);
    const came = await visit.post(`${made.path}/join?lang=zh-TW`, hiddenFields(page.body, 'join'), PRESSES.person);
    expect(came.headers.get('location')).toBe(`${made.path}?lang=zh-TW`);
  });

  it('hides the subject where the installation wants it so', async () => {
    await world.settings({ showSubject: false });
    try {
      expect(await may.page(await may.waiting())).not.toContain('Printer');
    } finally {
      await world.settings({});
    }
  });
});

describe('an address', () => {
  it.each(['123 456 789', ' 123456789 ', 'Your ID: 1 234 567 890', 'anydesk:123456789', 'may@ad'])(
    'is read from %j',
    async (typed) => {
      const made = await may.waiting();
      expect((await may.press(made, 'address', { address: typed })).status).toBe(303);
      expect(await may.page(made)).toContain('Do you allow access?');
    },
  );

  it.each(['may@customer.example', '12345', '192.168.1.20', '<script>alert(1)</script>', '"><img src=x>'])(
    'is not read from %j: the page says why and keeps what was typed',
    async (typed) => {
      const made = await may.waiting();
      const came = await may.press(made, 'address', { address: typed });
      expect(came.status).toBe(422);
      expect(came.body).toMatch(/aria-invalid="true"/);
      expect(came.body).not.toMatch(/<script>alert|<img src=x/);
      expect(textOf(came.body.replaceAll(/<input[^>]*value="([^"]*)"[^>]*>/g, '$1'))).toContain(typed);
      expect((await world.stored(made.id)).request).toMatchObject({ status: 'Waiting', address: null });
    },
  );

  it('can be changed before Allow', async () => {
    const made = await may.withAddress();
    await may.press(made, 'address', { address: '987654321' }, PRESSES.person, '?ask=address');
    expect(await may.page(made)).toContain('987 654 321');
  });
});

describe('Allow', () => {
  it('keeps who was named, which text, which language and which address', async () => {
    const made = await may.withAddress();
    await may.press(made, 'allow', { consent: 'yes' });
    expect((await world.stored(made.id)).request).toMatchObject({
      status: 'Ready',
      address: '123456789',
      consent: { source: 'join-page', named: 'Anna Ng, Acme', language: 'en', textVersion: '2026-11-c' },
    });
  });

  it('keeps the language the person read', async () => {
    const made = await may.withAddress();
    const page = await visit.get(`${made.path}?lang=zh-TW`);
    const form = { ...hiddenFields(page.body, 'allow'), consent: 'yes' };
    await visit.post(`${made.path}/allow?lang=zh-TW`, form, PRESSES.person);
    expect((await world.stored(made.id)).request).toMatchObject({
      consent: { language: 'zh-TW', named: 'Acme 的 Anna Ng' },
    });
  });

  it('without the tick allows nobody, and says so', async () => {
    const made = await may.withAddress();
    const came = await may.press(made, 'allow');
    expect(came.status).toBe(422);
    expect(textOf(came.body)).toContain('Tick the box');
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('counts only for the names that were shown: another agent since then, and it is asked again', async () => {
    const made = await may.withAddress();
    const page = await visit.get(made.path);
    await world.give(made.id, {
      type: 'assign',
      actor: BY_ANNA,
      assignee: { kind: 'agent', agent: { id: 'agent-ben', name: 'Ben Okafor', email: null }, queueId: null },
    });
    const form = { ...hiddenFields(page.body, 'allow'), consent: 'yes' };
    const came = await visit.post(`${made.path}/allow`, form, PRESSES.person);
    expect(came.status).toBe(422);
    expect(textOf(came.body)).toMatch(/has changed.*Ben Okafor, Acme/);
    expect(await statusOf(made)).toBe('Waiting');
  });

  it.each([
    ['another address', { address: '987654321' }],
    ['no seal', { seal: '' }],
    ['words of no address', { address: 'x' }],
  ])('with %s than the page showed is asked again', async (_what, other) => {
    const made = await may.withAddress();
    expect((await may.press(made, 'allow', { consent: 'yes', ...other })).status).toBe(422);
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('twice is one', async () => {
    const made = await may.withAddress();
    const form = { ...hiddenFields((await visit.get(made.path)).body, 'allow'), consent: 'yes' };
    for (const _ of [1, 2]) expect((await visit.post(`${made.path}/allow`, form, PRESSES.person)).status).toBe(303);
    expect((await world.stored(made.id)).request.version).toBe(4);
  });
});
