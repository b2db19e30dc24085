import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RemoteAccount } from '../../server/session-watch/remote-accounts.ts';
import { createSeenSessions } from '../../server/session-watch/seen-sessions.ts';
import { LANGUAGES, texts, type Texts } from '../../server/texts/texts.ts';
import { BY_ANNA, BY_BEN } from '../builders/people.ts';
import { HOUR, MINUTE } from '../builders/times.ts';
import { hasForm, hiddenFields, PRESSES, textOf, visitor, type Visitor } from './http-visit.ts';
import { joinPerson, type JoinPerson, type Typed } from './join-person.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

let world: PagesWorld;
let visit: Visitor;
let may: JoinPerson;

beforeAll(async () => {
  world = await pagesWorld({ accounts: BOOKS });
  visit = visitor(world.publicUrl);
  may = joinPerson(world);
});
afterAll(() => world.close());

/** An account whose book is read, and one that does not answer. */
const [ANSWERING, SILENT] = ['anydeskbook00000000000open', 'anydeskbook0000000000quiet'];
const BOOK = { name: 'AnyDesk', installationId: null, address: 'https://v1.api.anydesk.com:8081', licenseId: '1' };
const BOOKS: ReadonlyMap<string, RemoteAccount> = new Map(
  [
    { ...BOOK, id: ANSWERING, createdAt: 0, askedAt: 1, trouble: null },
    { ...BOOK, id: SILENT, createdAt: 0, askedAt: 1, trouble: { because: 'unreachable', since: 1 } },
  ].map((book) => [book.id, book]),
);

const statusOf = async (made: Made): Promise<string> => (await world.stored(made.id)).request.status;

describe('Deny', () => {
  it('lets nobody connect, and offers to allow after all, to end it, or to report it', async () => {
    const made = await may.withAddress();
    await may.press(made, 'deny');
    const page = await visit.get(made.path);
    expect(textOf(page.body)).toContain('Nobody can connect');
    expect(page.body).toContain(`${made.path}?ask=again`);
    expect(hasForm((await visit.get(`${made.path}?ask=again`)).body, 'allow')).toBe(true);
    expect(hasForm((await visit.get(`${made.path}?ask=report`)).body, 'report')).toBe(true);
  });

  it('pressed twice by a nervous hand is one Deny', async () => {
    const made = await may.withAddress();
    const form = hiddenFields((await visit.get(made.path)).body, 'deny');
    await Promise.all([1, 2].map(() => visit.post(`${made.path}/deny`, form, PRESSES.person)));
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Waiting', denials: 1 });
  });

  it('a second time, on the page that follows, ends the request', async () => {
    const made = await may.withAddress();
    await may.press(made, 'deny');
    await may.press(made, 'deny');
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Closed', outcome: 'declined' });
  });
});

describe('a permission that was given', () => {
  it('can be withdrawn at once, and given again', async () => {
    const made = await may.ready();
    await may.press(made, 'withdraw');
    expect(await statusOf(made)).toBe('Waiting');
    await may.press(made, 'allow', { consent: 'yes' }, PRESSES.person, '?ask=again');
    expect(await statusOf(made)).toBe('Ready');
  });

  it('during a session, says since when by a clock that it names', async () => {
    expect(await may.page(await may.connected())).toMatch(/Since \d\d:\d\d \(GMT\+8\)/);
  });

  it('can be withdrawn during a session; the page says how to end it in AnyDesk too', async () => {
    const made = await may.connected();
    expect(await may.page(made)).toContain('Anna Ng is connected to your computer');
    await may.press(made, 'withdraw');
    expect(await may.page(made)).toMatch(/Nobody can connect.*close AnyDesk/);
  });

  describe('during a session, Stop, as the page says,', () => {
    const inSession = async (externalId: string | null): Promise<Made> => {
      const made = await may.ready();
      const startedAt = world.core.clock.now();
      const told = { source: 'remote-tool', startedAt, address: '123456789', agent: null, externalId } as const;
      await world.give(made.id, { type: 'start-session', actor: { kind: 'remote-tool' }, ...told });
      return made;
    };
    const hintOf = async (made: Made, words: Texts): Promise<'ends' | 'how' | 'neither'> => {
      const body = textOf((await visit.get(`${made.path}?lang=${words.language}`)).body);
      const kinds = ['ends', 'how'] as const;
      return kinds.find((kind) => body.includes(words.t(`join.connected.${kind}`, { agent: 'Anna Ng' }))) ?? 'neither';
    };

    it.each(LANGUAGES)('ends it where AnyDesk is told: %s', async (language) => {
      expect(await hintOf(await inSession(`${ANSWERING}/17`), texts(language))).toBe('ends');
    });

    it('ends it too where an agent told of the session first, and AnyDesk’s record then named it', async () => {
      const made = await may.connected();
      const startedAt = world.core.clock.now();
      const ended = { isOver: false, endedAt: null, comment: '', closeAskedAt: null } as const;
      const linked = { standing: 'linked', requestId: made.id, because: null, suggested: [], isTold: true } as const;
      const named = { accountId: ANSWERING, sessionId: '18', from: ['111222333'], to: ['123456789'], startedAt };
      await createSeenSessions(world.store.database).put(
        { ...named, ...ended, ...linked, firstSeenAt: startedAt },
        'linked',
      );
      expect(await hintOf(made, texts('en'))).toBe('ends');
    });

    it.each([
      ['AnyDesk’s account cannot be asked', `${SILENT}/17`],
      ['the account was removed', `${'x'.repeat(26)}/17`],
      ['a script told of the session', 'ticket 17'],
      ['an agent told of it', null],
    ])('leaves it to AnyDesk’s own window where %s', async (_, externalId) => {
      expect(await hintOf(await inSession(externalId), texts('en'))).toBe('how');
    });
  });

  it('withdrawn twice is withdrawn once', async () => {
    const made = await may.ready();
    const form = hiddenFields((await visit.get(made.path)).body, 'withdraw');
    for (const _ of [1, 2]) expect((await visit.post(`${made.path}/withdraw`, form, PRESSES.person)).status).toBe(303);
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('ends by itself when nobody is there, and one press renews it', async () => {
    const late = await pagesWorld();
    try {
      const [there, visitThere] = [late, visitor(late.publicUrl)];
      const made = await there.create();
      const pressThere = async (action: string, typed: Typed) => {
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
    const made = await may.ready();
    await world.give(made.id, { type: 'launch-connect', actor: BY_BEN, takeOver: true });
    expect(await may.page(made)).toMatch(/permission to Anna Ng, Acme\. Ben Okafor, Acme will connect instead/);
  });

  it('used by the agent it names is not called a take-over', async () => {
    const made = await may.ready();
    await world.give(made.id, { type: 'launch-connect', actor: BY_ANNA, takeOver: false });
    expect(await may.page(made)).not.toContain('instead');
  });
});

describe('after a session', () => {
  it('the page says until when it may be taken up again, and offers to stop or to finish', async () => {
    const made = await may.connected();
    const ended = { source: 'agent', endedAt: world.core.clock.now(), endedBy: 'technical' } as const;
    await world.give(made.id, { type: 'end-session', actor: BY_ANNA, ...ended });
    expect(await may.page(made)).toMatch(/may reconnect until \d\d:\d\d \(GMT\+8\)/);
    await may.press(made, 'close');
    expect((await world.stored(made.id)).request).toMatchObject({
      status: 'Closed',
      outcome: 'solved',
      reason: 'by-recipient',
    });
    expect(await may.page(made)).toMatch(/What happened.*Acme.*Anna Ng.*INC-42.*less than a minute.*Solved/);
  });

  it('a closed request offers a new link, once in a while', async () => {
    const made = await may.waiting();
    await world.give(made.id, { type: 'close-request', actor: BY_ANNA, outcome: 'no-show', note: 'secret note' });
    const page = await visit.get(made.path);
    expect(page.body).not.toContain('secret note');
    const form = hiddenFields(page.body, 'new-link');
    for (const _ of [1, 2]) expect((await visit.post(`${made.path}/new-link`, form, PRESSES.person)).status).toBe(303);
    expect(await may.page(made)).toContain('Acme has been told that you need a new link');
    expect((await world.stored(made.id)).request.version).toBe(4);
  });
});

describe('a report', () => {
  it('asks once more, then closes for good and thanks', async () => {
    const made = await world.create();
    await may.press(made, 'report', {}, PRESSES.person, '?ask=report');
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Closed', reason: 'reported' });
    const page = await visit.get(made.path);
    expect(textOf(page.body)).toMatch(/Thank you.*hang up/);
    expect(hasForm(page.body, 'new-link')).toBe(false);
  });

  it('is possible during a session too', async () => {
    const made = await may.connected();
    await may.press(made, 'report', {}, PRESSES.person, '?ask=report');
    expect(await statusOf(made)).toBe('Closed');
  });

  it('is offered after a session too, while it may be taken up again', async () => {
    const made = await may.connected();
    const ended = { source: 'agent', endedAt: world.core.clock.now(), endedBy: 'technical' } as const;
    await world.give(made.id, { type: 'end-session', actor: BY_ANNA, ...ended });
    const { body } = await visit.get(made.path);
    expect(textOf(body)).toContain('The session has ended');
    expect(body).toContain(`${made.path}?ask=report`);
    await may.press(made, 'report', {}, PRESSES.person, '?ask=report');
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Closed', reason: 'reported' });
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
    const made = await may.withAddress();
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
