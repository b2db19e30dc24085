import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANNA, BEN, BY_ANNA, BY_RECIPIENT } from '../builders/people.ts';
import { type Came, hasForm, hiddenFields, textOf, visitor, type Visitor } from './http-visit.ts';
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

type Who = 'agent-anna' | 'agent-ben' | 'agent-vera';

const cookieOf = (who: Who): Readonly<Record<string, string>> => ({ cookie: `agent=${who}` });
const pathOf = (made: Made): string => `/connect/${made.id}`;
const open = (made: Made, who: Who = 'agent-anna'): Promise<Came> => visit.get(pathOf(made), cookieOf(who));
const statusOf = async (made: Made): Promise<string> => (await world.stored(made.id)).request.status;

/** Presses the button of the page as it is now. */
async function press(
  made: Made,
  action: string,
  typed: Record<string, string> = {},
  who: Who = 'agent-anna',
): Promise<Came> {
  const page = await open(made, who);
  return visit.post(`${pathOf(made)}/${action}`, { ...hiddenFields(page.body, action), ...typed }, cookieOf(who));
}

describe('the connect page', () => {
  it('sends people who are not signed in to the sign-in, and back', async () => {
    const made = await world.create();
    const { status, headers } = await visit.get(pathOf(made));
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`/console/sign-in?return=${encodeURIComponent(pathOf(made))}`);
    expect((await visit.post(`${pathOf(made)}/launch`, {})).status).toBe(303);
    expect((await visit.get(`${pathOf(made)}/live`)).status).toBe(401);
  });

  it('shows the same page for a request that does not exist and for one of another team', async () => {
    const queue = { kind: 'queue', queueId: 'queue-secret', name: 'Secret team' } as const;
    const theirs = await world.create({ assignee: queue });
    const [other, none] = [await open(theirs, 'agent-ben'), await visit.get('/connect/nothing', cookieOf('agent-ben'))];
    expect([other.status, none.status]).toEqual([404, 404]);
    expect(other.body).toBe(none.body);
    expect((await visit.post(`${pathOf(theirs)}/ask`, {}, cookieOf('agent-ben'))).status).toBe(404);
    expect((await visit.get(`${pathOf(theirs)}/live`, cookieOf('agent-ben'))).status).toBe(404);
  });

  it('shows recipient, ticket, the two words and the status, and changes nothing', async () => {
    const made = await world.create();
    const before = await world.stored(made.id);
    const text = textOf((await open(made)).body);
    expect(text).toMatch(/Connect to May Lin.*Open.*may@customer\.example.*INC-42.*Printer prints nothing/);
    expect(text).toContain(before.request.phrase);
    expect(await world.stored(made.id)).toEqual(before);
  });

  it('lets a viewer look and press nothing', async () => {
    const made = await may.ready();
    const page = await open(made, 'agent-vera');
    expect(page.body).not.toContain('<form');
    for (const action of ['launch', 'started', 'close']) {
      const form = { csrf: world.signIn.csrfOf('agent-vera') };
      const came = await visit.post(`${pathOf(made)}/${action}`, form, cookieOf('agent-vera'));
      expect(came.status).toBe(403);
    }
    expect(await statusOf(made)).toBe('Ready');
  });

  it('takes no form that is not of this sign-in', async () => {
    const made = await may.ready();
    for (const csrf of ['', 'x', world.signIn.csrfOf('agent-ben')]) {
      expect((await visit.post(`${pathOf(made)}/launch`, { csrf }, cookieOf('agent-anna'))).status).toBe(403);
    }
    expect((await world.stored(made.id)).request).toMatchObject({ launch: null });
  });
});

describe('Ask for access', () => {
  it('puts the question on the join page, once in two minutes', async () => {
    const made = await may.withAddress();
    expect((await press(made, 'ask')).status).toBe(303);
    const page = await open(made);
    expect(textOf(page.body)).toContain('You can ask again at');
    expect(hasForm(page.body, 'ask')).toBe(false);
    expect(await may.page(made)).toContain('Anna Ng is ready and asks to connect now');
    const again = await visit.post(
      `${pathOf(made)}/ask`,
      { csrf: world.signIn.csrfOf('agent-anna') },
      cookieOf('agent-anna'),
    );
    expect([again.status, textOf(again.body).includes('a moment ago')]).toEqual([409, true]);
  });

  it('reaches somebody who has not entered an address yet', async () => {
    const made = await may.waiting();
    await press(made, 'ask');
    expect(await may.page(made)).toMatch(/Anna Ng is ready and asks to connect now.*Enter it here/);
  });

  it('of a colleague is shown as the colleague’s', async () => {
    const made = await may.withAddress();
    await press(made, 'ask');
    expect(textOf((await open(made, 'agent-ben')).body)).toContain('Anna Ng asked at');
  });
});

describe('Open AnyDesk', () => {
  it('claims an unassigned request and gives the address as link, text and command', async () => {
    const made = await world.create({ assignee: { kind: 'unassigned' } });
    await may.press(made, 'join');
    await may.press(made, 'address', { address: '123456789' });
    await may.press(made, 'allow', { consent: 'yes' });
    await press(made, 'launch');
    expect((await world.stored(made.id)).request).toMatchObject({
      assignee: { kind: 'agent', agent: { id: ANNA.id } },
      launch: { agent: { id: ANNA.id } },
    });
    const page = await open(made);
    expect(page.body).toContain('href="anydesk:123456789"');
    expect(textOf(page.body)).toMatch(/123 456 789.*AnyDesk\.exe" 123456789.*anydesk 123456789.*9\.0\.1/);
  });

  it('shows the link to the agent who pressed and to nobody else', async () => {
    const made = await may.ready();
    await press(made, 'launch');
    expect((await open(made, 'agent-ben')).body).not.toContain('anydesk:123456789');
  });

  it('starts AnyDesk by itself only in the first minute', async () => {
    const late = await pagesWorld();
    try {
      const made = await joinPerson(late).ready();
      await late.give(made.id, { type: 'launch-connect', actor: BY_ANNA, takeOver: false });
      const there = visitor(late.publicUrl);
      expect((await there.get(pathOf(made), cookieOf('agent-anna'))).body).toContain('data-fresh');
      late.advance(61_000);
      expect((await there.get(pathOf(made), cookieOf('agent-anna'))).body).not.toContain('data-fresh');
    } finally {
      await late.close();
    }
  });

  it('pressed twice at once is one launch', async () => {
    const made = await may.ready();
    const form = hiddenFields((await open(made)).body, 'launch');
    const send = () => visit.post(`${pathOf(made)}/launch`, form, cookieOf('agent-anna'));
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([303, 303]);
    expect(
      (await world.store.requests.events(made.id, 0)).filter(({ event }) => event.type === 'connect-launched'),
    ).toHaveLength(1);
  });

  it("asks before it takes a colleague's request, and takes it only after the second press", async () => {
    const made = await may.ready();
    const asked = await press(made, 'launch', {}, 'agent-ben');
    expect(asked.status).toBe(409);
    expect(textOf(asked.body)).toContain('Take over from Anna Ng?');
    expect((await world.stored(made.id)).request).toMatchObject({ launch: null, assignee: { agent: { id: ANNA.id } } });
    await visit.post(`${pathOf(made)}/launch`, hiddenFields(asked.body, 'launch'), cookieOf('agent-ben'));
    expect((await world.stored(made.id)).request).toMatchObject({ launch: { agent: { id: BEN.id } } });
    expect(await may.page(made)).toContain('Ben Okafor, Acme will connect instead');
    expect(textOf((await open(made)).body)).toContain('Ben Okafor has this request; you can take it over.');
  });

  it('is not offered before Allow, nor carried out', async () => {
    const made = await may.withAddress();
    expect(hasForm((await open(made)).body, 'launch')).toBe(false);
    const form = { csrf: world.signIn.csrfOf('agent-anna') };
    const came = await visit.post(`${pathOf(made)}/launch`, form, cookieOf('agent-anna'));
    expect(came.status).toBe(409);
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('with settings that cannot start it becomes a sentence, not a broken page', async () => {
    const broken = await pagesWorld({
      launch: () => {
        throw new Error('not a prefix');
      },
    });
    try {
      const made = await joinPerson(broken).ready();
      await broken.give(made.id, { type: 'launch-connect', actor: BY_ANNA, takeOver: false });
      const page = await visitor(broken.publicUrl).get(pathOf(made), cookieOf('agent-anna'));
      expect([page.status, textOf(page.body).includes('cannot be opened with this address')]).toEqual([200, true]);
      expect(broken.faults.length).toBeGreaterThan(0);
    } finally {
      await broken.close();
    }
  });
});

describe('the session', () => {
  it('begins and ends by the agent’s buttons, and closes with outcome and note', async () => {
    const made = await may.ready();
    await press(made, 'launch');
    await press(made, 'started');
    expect(await statusOf(made)).toBe('Connected');
    expect(textOf((await open(made)).body)).toContain('Anna Ng has been connected since');
    await press(made, 'ended');
    expect(await statusOf(made)).toBe('Ready');
    await press(made, 'close', { outcome: 'solved', note: 'New cable.\r\n<b>Done</b>' });
    expect((await world.stored(made.id)).request).toMatchObject({
      status: 'Closed',
      outcome: 'solved',
      note: 'New cable.\n<b>Done</b>',
    });
    expect((await open(made)).body).not.toContain('<form');
  });

  it.each([
    ['an outcome that does not exist', { outcome: 'perfect' }],
    ['a note that is too long', { note: 'x'.repeat(2001) }],
    ['a note with control characters', { note: 'a\u0000b' }],
  ])('is not closed with %s', async (_what, typed) => {
    const made = await world.create();
    expect((await press(made, 'close', typed)).status).toBe(422);
    expect(await statusOf(made)).toBe('Open');
  });

  it('cannot be started before the end user allowed it', async () => {
    const made = await may.waiting();
    const form = { csrf: world.signIn.csrfOf('agent-anna') };
    expect((await visit.post(`${pathOf(made)}/started`, form, cookieOf('agent-anna'))).status).toBe(409);
    expect(await statusOf(made)).toBe('Waiting');
  });
});

describe('what happens to a request', () => {
  it('is told to the open page, until the sign-in ends', async () => {
    const own = await pagesWorld();
    try {
      const made = await joinPerson(own).waiting();
      const headers = { cookie: 'agent=agent-anna', 'last-event-id': '0' };
      const response = await fetch(`${own.publicUrl}${pathOf(made)}/live`, { headers });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let heard = '';
      const hear = async (what: string): Promise<void> => {
        while (!heard.includes(what)) heard += (await reader?.read())?.value ?? '';
        heard = heard.slice(heard.indexOf(what) + what.length);
      };
      await hear('"look":');
      await own.give(made.id, { type: 'enter-address', actor: BY_RECIPIENT, address: '123456789', device: null });
      await hear('"look":');
      own.signIn.end('agent-anna');
      await own.give(made.id, { type: 'deny-access', actor: BY_RECIPIENT });
      await hear('event: ended');
      expect(heard).not.toContain('"look":');
    } finally {
      await own.close();
    }
  });
});
