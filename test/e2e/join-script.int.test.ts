import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BY_ANNA } from '../builders/people.ts';
import { MINUTE } from '../builders/times.ts';
import { type Came, hiddenFields, PRESSES, textOf, visitor, type Visitor } from './http-visit.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

let world: PagesWorld;
let visit: Visitor;

beforeAll(async () => {
  world = await pagesWorld();
  visit = visitor(world.publicUrl);
});
afterAll(() => world.close());

type Headers = Readonly<Record<string, string>>;

const wordOn = (page: string): string => /<p class="words">([^<]+)</.exec(page)?.[1] ?? '';
const versionOf = async (made: Made): Promise<number> => (await world.stored(made.id)).request.version;

async function post(made: Made, action: string, headers: Headers, typed: Headers = {}, ask = ''): Promise<Came> {
  const page = await visit.get(made.path + ask);
  return visit.post(`${made.path}/${action}`, { ...hiddenFields(page.body, action), ...typed }, headers);
}

async function typeWord(made: Made, action: string, page: string, word: string, headers: Headers): Promise<Came> {
  return visit.post(`${made.path}/${action}`, { ...hiddenFields(page, action), word }, headers);
}

async function withAddress(): Promise<Made> {
  const made = await world.create();
  await post(made, 'join', PRESSES.person);
  await post(made, 'address', PRESSES.person, { address: '123456789' });
  return made;
}

describe.each([
  ['a script', PRESSES.script],
  ['a fetch by a script', PRESSES.fetched],
  ['a browser that does not say who pressed', PRESSES.old],
] as const)('a post by %s', (_who, headers) => {
  it.each([
    ['join', 'invitation'],
    ['report', 'invitation'],
    ['address', 'prepare'],
    ['deny', 'prepare'],
    ['allow', 'consent'],
  ] as const)('to %s on the page of the %s moves nothing and asks for a word', async (action, page) => {
    const made = page === 'consent' ? await withAddress() : await world.create();
    if (page === 'prepare') await post(made, 'join', PRESSES.person);
    const before = await versionOf(made);
    const ask = action === 'report' ? '?ask=report' : '';
    const came = await post(made, action, headers, { address: '123456789', consent: 'yes' }, ask);
    expect(came.status).toBe(200);
    expect(textOf(came.body)).toContain('type this word');
    expect(await versionOf(made)).toBe(before);
  });
});

describe('typing the word', () => {
  it('carries out what was pressed, in any letter case', async () => {
    const made = await world.create();
    const { body } = await post(made, 'join', PRESSES.old);
    const came = await typeWord(made, 'join', body, wordOn(body).toLowerCase(), PRESSES.old);
    expect([came.status, came.headers.get('location')]).toEqual([303, made.path]);
    expect((await world.stored(made.id)).request.status).toBe('Waiting');
  });

  it('carries along what was typed before', async () => {
    const made = await world.create();
    await post(made, 'join', PRESSES.person);
    const asked = await post(made, 'address', PRESSES.old, { address: '123 456 789' });
    await typeWord(made, 'address', asked.body, wordOn(asked.body), PRESSES.old);
    expect((await world.stored(made.id)).request).toMatchObject({ address: '123456789' });
    const allow = await post(made, 'allow', PRESSES.old, { consent: 'yes' });
    await typeWord(made, 'allow', allow.body, wordOn(allow.body), PRESSES.old);
    expect((await world.stored(made.id)).request.status).toBe('Ready');
  });

  it('wrongly moves nothing, and another word is asked for', async () => {
    const made = await world.create();
    const { body } = await post(made, 'join', PRESSES.old);
    const came = await typeWord(made, 'join', body, 'WRONG', PRESSES.old);
    expect(textOf(came.body)).toContain('That was another word');
    expect(wordOn(came.body)).not.toBe('');
    expect(await versionOf(made)).toBe(1);
    await typeWord(made, 'join', came.body, wordOn(came.body), PRESSES.old);
    expect(await versionOf(made)).toBe(2);
  });

  it('for one press does not serve another: not with other values, not for another action, not for another request', async () => {
    const made = await withAddress();
    const other = await withAddress();
    const asked = await post(made, 'deny', PRESSES.old);
    const form = { ...hiddenFields(asked.body, 'deny'), word: wordOn(asked.body) };
    await visit.post(`${made.path}/allow`, { ...form, consent: 'yes', address: '123456789' }, PRESSES.old);
    await visit.post(`${made.path}/deny`, { ...form, address: '987654321' }, PRESSES.old);
    await visit.post(`${other.path}/deny`, form, PRESSES.old);
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Waiting', denials: 0 });
    expect((await world.stored(other.id)).request).toMatchObject({ status: 'Waiting', denials: 0 });
  });

  it('once is enough in a browser that keeps cookies', async () => {
    const made = await world.create();
    const { body } = await post(made, 'join', PRESSES.script);
    const came = await typeWord(made, 'join', body, wordOn(body), PRESSES.script);
    const cookie = came.headers.get('set-cookie')?.split(';')[0] ?? '';
    const next = await post(made, 'address', { ...PRESSES.script, cookie }, { address: '123456789' });
    expect(next.status).toBe(303);
    const elsewhere = await world.create();
    expect((await post(elsewhere, 'join', { ...PRESSES.script, cookie })).status).toBe(200);
  });

  it('too late leads back to the page, not to a dead end', async () => {
    const late = await pagesWorld();
    try {
      const there = visitor(late.publicUrl);
      const made = await late.create();
      const page = await there.get(made.path);
      const asked = await there.post(`${made.path}/join`, hiddenFields(page.body, 'join'), PRESSES.old);
      late.advance(31 * MINUTE);
      const form = { ...hiddenFields(asked.body, 'join'), word: wordOn(asked.body) };
      const came = await there.post(`${made.path}/join`, form, PRESSES.old);
      expect(textOf(came.body)).toContain('Yes, continue');
      expect((await late.stored(made.id)).request.status).toBe('Open');
    } finally {
      await late.close();
    }
  });

  it('is a number for readers of Chinese, whose keyboards have no quick way to Latin letters', async () => {
    const made = await world.create();
    const page = await visit.get(`${made.path}?lang=zh-TW`);
    const came = await visit.post(`${made.path}/join?lang=zh-TW`, hiddenFields(page.body, 'join'), PRESSES.old);
    expect(wordOn(came.body)).toMatch(/^\d{4}$/);
  });
});

describe('a post from another site', () => {
  it.each([
    ['another origin', { origin: 'https://evil.example', ...PRESSES.person }],
    ['a hidden origin', { origin: 'null' }],
    ['a cross-site navigation', { ...PRESSES.person, 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring site', { ...PRESSES.person, 'sec-fetch-site': 'same-site' }],
  ])('with %s is refused and moves nothing', async (_what, headers) => {
    const made = await world.create();
    const came = await post(made, 'join', headers);
    expect(came.status).toBe(403);
    expect(textOf(came.body)).toContain('Nothing has changed');
    expect(await versionOf(made)).toBe(1);
  });
});

describe('a post that is not from a page of ours', () => {
  it('without a nonce, or with one of another request, shows the page again', async () => {
    const made = await world.create();
    const other = await world.create();
    const foreign = hiddenFields((await visit.get(other.path)).body, 'join');
    for (const form of [{}, { nonce: 'x' }, foreign]) {
      const came = await visit.post(`${made.path}/join`, form, PRESSES.person);
      expect(came.status).toBe(409);
      expect(textOf(came.body)).toContain('press once more');
    }
    expect(await versionOf(made)).toBe(1);
  });

  it.each([
    ['unknown fields', 'nonce=x&role=admin'],
    ['the same field twice', 'nonce=x&nonce=y'],
    ['too much text', `address=${'1'.repeat(5000)}`],
    ['very many fields', Array.from({ length: 50 }, (_, index) => `f${index}=1`).join('&')],
    ['a NUL', 'address=1%002'],
  ])('with %s gets a page that says so', async (_what, body) => {
    const made = await world.create();
    const response = await fetch(`${world.publicUrl}${made.path}/join`, {
      method: 'POST',
      headers: { origin: world.publicUrl, 'content-type': 'application/x-www-form-urlencoded', ...PRESSES.person },
      body,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(textOf(await response.text())).toContain('Nothing has changed');
    expect(await versionOf(made)).toBe(1);
    expect(world.faults).toEqual([]);
  });

  it('as JSON, as a file or without a type moves nothing', async () => {
    const made = await world.create();
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
      const headers = { origin: world.publicUrl, 'content-type': type, ...PRESSES.person };
      await fetch(`${world.publicUrl}${made.path}/join`, { method: 'POST', headers, body: '{"nonce":"x"}' });
    }
    expect(await versionOf(made)).toBe(1);
  });
});

describe('a sign of life', () => {
  it('counts for nothing before a person pressed', async () => {
    const made = await world.create();
    expect((await visit.post(`${made.path}/here`, {}, PRESSES.fetched)).status).toBe(204);
    expect((await world.stored(made.id)).recipientSeenAt).toBeNull();
  });

  it('is kept once somebody joined, and never becomes an event', async () => {
    const late = await pagesWorld();
    try {
      const there = visitor(late.publicUrl);
      const made = await late.create();
      await there.post(`${made.path}/join`, hiddenFields((await there.get(made.path)).body, 'join'), PRESSES.person);
      const before = await late.stored(made.id);
      late.advance(MINUTE);
      await there.post(`${made.path}/here`, {}, PRESSES.fetched);
      const after = await late.stored(made.id);
      expect((after.recipientSeenAt ?? 0) - (before.recipientSeenAt ?? 0)).toBeGreaterThanOrEqual(MINUTE);
      expect(after.request).toEqual(before.request);
    } finally {
      await late.close();
    }
  });

  it('from another site is refused', async () => {
    const made = await withAddress();
    expect((await visit.post(`${made.path}/here`, {}, { origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('the page as it changes', () => {
  it('is told to whoever listens with the living link, and ended when the link dies', async () => {
    const made = await withAddress();
    const response = await fetch(`${world.publicUrl}${made.path}/live`, { headers: { 'last-event-id': '0' } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const hear = async (what: RegExp): Promise<string> => {
      for (;;) {
        const found = what.exec(heard);
        if (found !== null) {
          heard = heard.slice(found.index + found[0].length);
          return found[1] ?? found[0];
        }
        heard += (await reader?.read())?.value ?? '';
      }
    };
    const lookOf = async (): Promise<string> =>
      /data-look="([^"]+)"/.exec((await visit.get(made.path)).body)?.[1] ?? '-';
    expect(await hear(/"look":"([^"]+)"/)).toBe(await lookOf());
    await world.give(made.id, { type: 'ask-for-access', actor: BY_ANNA });
    expect(await hear(/"look":"([^"]+)"/)).toBe(await lookOf());
    const { recipient } = (await world.stored(made.id)).request;
    const corrected = { ...recipient, email: 'other@customer.example' };
    await world.give(made.id, { type: 'correct-recipient', actor: BY_ANNA, recipient: corrected, language: null });
    expect(await hear(/event: ended/)).toBe('event: ended');
    expect((await reader?.read())?.done).toBe(true);
  });
});
