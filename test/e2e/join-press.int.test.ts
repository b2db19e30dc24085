import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BY_ANNA, BY_BEN } from '../builders/people.ts';
import { HOUR, MINUTE } from '../builders/times.ts';
import { type Came, hasForm, hiddenFields, PRESSES, textOf, visitor, type Visitor } from './http-visit.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

let world: PagesWorld;
let visit: Visitor;

beforeAll(async () => {
  world = await pagesWorld();
  visit = visitor(world.publicUrl);
});
afterAll(() => world.close());

type Press = Readonly<Record<string, string>>;

/** Presses the button of the page as it is now, with what the person typed. */
async function press(
  made: Made,
  action: string,
  typed: Press = {},
  headers: Press = PRESSES.person,
  ask = '',
): Promise<Came> {
  const page = await visit.get(made.path + ask);
  return visit.post(`${made.path}/${action}`, { ...hiddenFields(page.body, action), ...typed }, headers);
}

const statusOf = async (made: Made): Promise<string> => (await world.stored(made.id)).request.status;
const pageOf = async (made: Made): Promise<string> => textOf((await visit.get(made.path)).body);

async function waiting(): Promise<Made> {
  const made = await world.create();
  await press(made, 'join');
  return made;
}
async function withAddress(): Promise<Made> {
  const made = await waiting();
  await press(made, 'address', { address: '123 456 789' });
  return made;
}
async function ready(): Promise<Made> {
  const made = await withAddress();
  await press(made, 'allow', { consent: 'yes' });
  return made;
}
async function connected(): Promise<Made> {
  const made = await ready();
  const startedAt = world.core.clock.now();
  const told = { source: 'agent', startedAt, address: null, agent: null, externalId: null } as const;
  await world.give(made.id, { type: 'start-session', actor: BY_ANNA, ...told });
  return made;
}

describe("a person's press", () => {
  it('joins, and only then shows subject and the two words', async () => {
    const made = await world.create();
    const came = await press(made, 'join');
    expect([came.status, came.headers.get('location')]).toEqual([303, made.path]);
    expect(await statusOf(made)).toBe('Waiting');
    const page = await pageOf(made);
    expect(page).toContain('Printer prints nothing');
    expect(page).toContain((await world.stored(made.id)).request.phrase);
    expect(page).toContain('Anna Ng');
  });

  it('is a sign of life', async () => {
    const made = await world.create();
    await press(made, 'join');
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
      expect(await pageOf(await waiting())).not.toContain('Printer');
    } finally {
      await world.settings({});
    }
  });
});

describe('an address', () => {
  it.each(['123 456 789', ' 123456789 ', 'Your ID: 1 234 567 890', 'anydesk:123456789', 'may@ad'])(
    'is read from %j',
    async (typed) => {
      const made = await waiting();
      expect((await press(made, 'address', { address: typed })).status).toBe(303);
      expect(await pageOf(made)).toContain('Do you allow access?');
    },
  );

  it.each(['may@customer.example', '12345', '192.168.1.20', '<script>alert(1)</script>', '"><img src=x>'])(
    'is not read from %j: the page says why and keeps what was typed',
    async (typed) => {
      const made = await waiting();
      const came = await press(made, 'address', { address: typed });
      expect(came.status).toBe(422);
      expect(came.body).toMatch(/aria-invalid="true"/);
      expect(came.body).not.toMatch(/<script>alert|<img src=x/);
      expect(textOf(came.body.replaceAll(/<input[^>]*value="([^"]*)"[^>]*>/g, '$1'))).toContain(typed);
      expect((await world.stored(made.id)).request).toMatchObject({ status: 'Waiting', address: null });
    },
  );

  it('can be changed before Allow', async () => {
    const made = await withAddress();
    await press(made, 'address', { address: '987654321' }, PRESSES.person, '?ask=address');
    expect(await pageOf(made)).toContain('987 654 321');
  });
});

describe('Allow', () => {
  it('keeps who was named, which text, which language and which address', async () => {
    const made = await withAddress();
    await press(made, 'allow', { consent: 'yes' });
    expect((await world.stored(made.id)).request).toMatchObject({
      status: 'Ready',
      address: '123456789',
      consent: { source: 'join-page', named: 'Anna Ng, Acme', language: 'en', textVersion: '2026-11-a' },
    });
  });

  it('keeps the language the person read', async () => {
    const made = await withAddress();
    const page = await visit.get(`${made.path}?lang=zh-TW`);
    const form = { ...hiddenFields(page.body, 'allow'), consent: 'yes' };
    await visit.post(`${made.path}/allow?lang=zh-TW`, form, PRESSES.person);
    expect((await world.stored(made.id)).request).toMatchObject({
      consent: { language: 'zh-TW', named: 'Acme 的 Anna Ng' },
    });
  });

  it('without the tick allows nobody, and says so', async () => {
    const made = await withAddress();
    const came = await press(made, 'allow');
    expect(came.status).toBe(422);
    expect(textOf(came.body)).toContain('Tick the box');
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('counts only for the names that were shown: another agent since then, and it is asked again', async () => {
    const made = await withAddress();
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
    const made = await withAddress();
    expect((await press(made, 'allow', { consent: 'yes', ...other })).status).toBe(422);
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('twice is one', async () => {
    const made = await withAddress();
    const form = { ...hiddenFields((await visit.get(made.path)).body, 'allow'), consent: 'yes' };
    for (const _ of [1, 2]) expect((await visit.post(`${made.path}/allow`, form, PRESSES.person)).status).toBe(303);
    expect((await world.stored(made.id)).request.version).toBe(4);
  });
});

describe('Deny', () => {
  it('lets nobody connect, and offers to allow after all, to end it, or to report it', async () => {
    const made = await withAddress();
    await press(made, 'deny');
    const page = await visit.get(made.path);
    expect(textOf(page.body)).toContain('Nobody can connect');
    expect(page.body).toContain(`${made.path}?ask=again`);
    expect(hasForm((await visit.get(`${made.path}?ask=again`)).body, 'allow')).toBe(true);
    expect(hasForm((await visit.get(`${made.path}?ask=report`)).body, 'report')).toBe(true);
  });

  it('pressed twice by a nervous hand is one Deny', async () => {
    const made = await withAddress();
    const form = hiddenFields((await visit.get(made.path)).body, 'deny');
    await Promise.all([1, 2].map(() => visit.post(`${made.path}/deny`, form, PRESSES.person)));
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Waiting', denials: 1 });
  });

  it('a second time, on the page that follows, ends the request', async () => {
    const made = await withAddress();
    await press(made, 'deny');
    await press(made, 'deny');
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Closed', outcome: 'declined' });
  });
});

describe('a permission that was given', () => {
  it('can be withdrawn at once, and given again', async () => {
    const made = await ready();
    await press(made, 'withdraw');
    expect(await statusOf(made)).toBe('Waiting');
    await press(made, 'allow', { consent: 'yes' }, PRESSES.person, '?ask=again');
    expect(await statusOf(made)).toBe('Ready');
  });

  it('can be withdrawn during a session; the page says how to end it in AnyDesk too', async () => {
    const made = await connected();
    expect(await pageOf(made)).toContain('Anna Ng is connected to your computer');
    await press(made, 'withdraw');
    expect(await pageOf(made)).toMatch(/Nobody can connect.*close AnyDesk/);
  });

  it('withdrawn twice is withdrawn once', async () => {
    const made = await ready();
    const form = hiddenFields((await visit.get(made.path)).body, 'withdraw');
    for (const _ of [1, 2]) expect((await visit.post(`${made.path}/withdraw`, form, PRESSES.person)).status).toBe(303);
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('ends by itself when nobody is there, and one press renews it', async () => {
    const late = await pagesWorld();
    try {
      const [there, visitThere] = [late, visitor(late.publicUrl)];
      const made = await there.create();
      const pressThere = async (action: string, typed: Press) => {
        const { body } = await visitThere.get(made.path);
        return visitThere.post(`${made.path}/${action}`, { ...hiddenFields(body, action), ...typed }, PRESSES.person);
      };
      await pressThere('join', {});
      await pressThere('address', { address: '123456789' });
      await pressThere('allow', { consent: 'yes' });
      there.advance(31 * MINUTE);
      expect(textOf((await visitThere.get(made.path)).body)).toContain('has ended by itself');
      await pressThere('allow', { consent: 'yes' });
      expect((await there.stored(made.id)).request.status).toBe('Ready');
    } finally {
      await late.close();
    }
  });

  it('taken over by another agent is told to the person who gave it', async () => {
    const made = await ready();
    await world.give(made.id, { type: 'launch-connect', actor: BY_BEN, takeOver: true });
    expect(await pageOf(made)).toMatch(/permission to Anna Ng, Acme\. Ben Okafor, Acme will connect instead/);
  });

  it('used by the agent it names is not called a take-over', async () => {
    const made = await ready();
    await world.give(made.id, { type: 'launch-connect', actor: BY_ANNA, takeOver: false });
    expect(await pageOf(made)).not.toContain('instead');
  });
});

describe('after a session', () => {
  it('the page says until when it may be taken up again, and offers to stop or to finish', async () => {
    const made = await connected();
    const ended = { source: 'agent', endedAt: world.core.clock.now(), endedBy: 'technical' } as const;
    await world.give(made.id, { type: 'end-session', actor: BY_ANNA, ...ended });
    expect(await pageOf(made)).toMatch(/may reconnect until \d\d:\d\d/);
    await press(made, 'close');
    expect((await world.stored(made.id)).request).toMatchObject({
      status: 'Closed',
      outcome: 'solved',
      reason: 'by-recipient',
    });
    expect(await pageOf(made)).toMatch(/What happened.*Acme.*Anna Ng.*INC-42.*less than a minute.*Solved/);
  });

  it('a closed request offers a new link, once in a while', async () => {
    const made = await waiting();
    await world.give(made.id, { type: 'close-request', actor: BY_ANNA, outcome: 'no-show', note: 'secret note' });
    const page = await visit.get(made.path);
    expect(page.body).not.toContain('secret note');
    const form = hiddenFields(page.body, 'new-link');
    for (const _ of [1, 2]) expect((await visit.post(`${made.path}/new-link`, form, PRESSES.person)).status).toBe(303);
    expect(await pageOf(made)).toContain('Acme has been told that you need a new link');
    expect((await world.stored(made.id)).request.version).toBe(4);
  });
});

describe('a report', () => {
  it('asks once more, then closes for good and thanks', async () => {
    const made = await world.create();
    await press(made, 'report', {}, PRESSES.person, '?ask=report');
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Closed', reason: 'reported' });
    const page = await visit.get(made.path);
    expect(textOf(page.body)).toMatch(/Thank you.*hang up/);
    expect(hasForm(page.body, 'new-link')).toBe(false);
  });

  it('is possible during a session too', async () => {
    const made = await connected();
    await press(made, 'report', {}, PRESSES.person, '?ask=report');
    expect(await statusOf(made)).toBe('Closed');
  });
});

describe('a press that comes too late', () => {
  it('from a page open for half an hour is not carried out: the page comes again and keeps what was typed', async () => {
    const late = await pagesWorld();
    try {
      const made = await late.create();
      const there = visitor(late.publicUrl);
      await there.post(`${made.path}/join`, hiddenFields((await there.get(made.path)).body, 'join'), PRESSES.person);
      const form = hiddenFields((await there.get(made.path)).body, 'address');
      late.advance(31 * MINUTE);
      const came = await there.post(`${made.path}/address`, { ...form, address: '123456789' }, PRESSES.person);
      expect(came.status).toBe(409);
      expect(textOf(came.body)).toContain('open for a long time');
      expect(came.body).toContain('value="123456789"');
      expect((await late.stored(made.id)).request).toMatchObject({ address: null });
    } finally {
      await late.close();
    }
  });

  it('for a request that was closed meanwhile shows how it stands', async () => {
    const made = await withAddress();
    const form = { ...hiddenFields((await visit.get(made.path)).body, 'allow'), consent: 'yes' };
    await world.give(made.id, { type: 'close-request', actor: BY_ANNA, outcome: 'cancelled', note: '' });
    const came = await visit.post(`${made.path}/allow`, form, PRESSES.person);
    expect(came.status).toBe(409);
    expect(textOf(came.body)).toMatch(/This request is closed.*changed in the meantime/);
  });

  it('for a request that ran out shows that it did', async () => {
    const late = await pagesWorld();
    try {
      const made = await late.create();
      const there = visitor(late.publicUrl);
      late.advance(24 * HOUR - MINUTE);
      const form = hiddenFields((await there.get(made.path)).body, 'join');
      late.advance(2 * MINUTE);
      const came = await there.post(`${made.path}/join`, form, PRESSES.person);
      expect(textOf(came.body)).toContain('This link has run out');
      expect((await late.stored(made.id)).request.status).not.toBe('Waiting');
    } finally {
      await late.close();
    }
  });
});
