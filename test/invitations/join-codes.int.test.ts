import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCode } from '../../server/join-codes/code-letters.ts';
import { CODE_LASTS_MS, createJoinCodes } from '../../server/join-codes/join-codes.ts';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { givenRequest } from '../server/given-request.ts';
import { dumpDatabase } from '../server/database-dump.ts';
import { type ServerWorld, serverWorld } from '../server/server-world.ts';
import { httpCall } from '../support/http-call.ts';
import { pressHeaders } from '../support/join-client.ts';

let world: ServerWorld;
let now = Date.now();
let places = 0;
/** Somebody in a network of his own. */
const newPlace = (): string => `203.0.113.${String((places += 1))}`;
let guessed: PanelView;
beforeAll(async () => {
  world = await serverWorld({ env: { TRUSTED_PROXIES: '1' }, clock: { now: () => now } });
  guessed = await givenRequest(world.panel(), 'Open');
});
afterAll(() => world.close());

const type = (code: string, from = newPlace(), kind: Parameters<typeof pressHeaders>[0] = 'person') =>
  httpCall(`${world.url}/join/code`, {
    method: 'POST',
    headers: {
      ...pressHeaders(kind, world.url),
      'x-forwarded-for': from,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ code }).toString(),
  });
const codes = () => {
  const { store, keys } = world.foundation;
  return createJoinCodes(store.database, keys, { now: () => now });
};
const someRequest = () => givenRequest(world.panel(), 'Open');
const codeFor = async (id: string): Promise<string> => {
  const stored = await world.foundation.store.requests.find(id);
  if (stored === null) throw new Error('the request is gone');
  return (await codes().make(stored.request)).code;
};
/** Looks like a code and is none. */
const WRONG = 'AAAA-CCCC';

describe('A short code', () => {
  it('leads to the same page as the link, in any case and grouping, and changes nothing', async () => {
    const request = await someRequest();
    const code = await codeFor(request.id);
    for (const typed of [code, code.toLowerCase(), code.replace('-', ' '), ` ${code.replace('-', '')} `]) {
      const answer = await type(typed);
      expect([answer.status, answer.headers.location]).toEqual([303, new URL(request.joinUrl ?? '').pathname]);
    }
    expect(await world.panel().read(request.id)).toMatchObject({ status: 'Open', version: request.version });
  });

  it('has no letters or digits that can be taken for others', async () => {
    const request = await someRequest();
    for (let count = 0; count < 20; count += 1)
      expect(await codeFor(request.id)).toMatch(/^[^01258BILOSUVZ-]{4}-[^01258BILOSUVZ-]{4}$/);
  });

  it('is void when a new one was made, when its link was replaced, and after a quarter of an hour', async () => {
    const request = await someRequest();
    const first = await codeFor(request.id);
    const second = await codeFor(request.id);
    expect((await type(first)).status).toBe(404);
    expect((await type(second)).status).toBe(303);
    now += CODE_LASTS_MS;
    const late = await type(second);
    expect(late.status).toBe(404);
    expect(late.body).toContain('Ask your support contact for a new one');
    const third = await codeFor(request.id);
    const recipient = { name: 'Hannah Osei', email: 'other@kestrel.example' };
    await world.panel().command(request.id, { commandId: 'replace-1', type: 'correct-recipient', recipient });
    const replaced = await type(third);
    expect((await httpCall(world.url + (replaced.headers.location ?? ''), {})).status).toBe(404);
  });

  it('is nowhere in the database as it is said', async () => {
    const request = await someRequest();
    const code = await codeFor(request.id);
    const dump = JSON.stringify(await dumpDatabase(world.foundation.store.database));
    expect(dump).not.toContain(code);
    expect(dump).not.toContain(readCode(code) ?? 'x');
  });

  it('that cannot be one asks for the right form and does not count as a guess', async () => {
    const place = newPlace();
    for (let count = 0; count < 20; count += 1) {
      const answer = await type(
        ['', '1234', 'O0O0-1I1I', '<script>alert(1)</script>', 'x'.repeat(60)][count % 5] ?? '',
        place,
      );
      expect(answer.status).toBe(422);
      expect(answer.body).not.toContain('<script>alert');
    }
    const request = await someRequest();
    expect((await type(await codeFor(request.id), place)).status).toBe(303);
  });

  it('stays in the field to be mended, and the letters that no code holds are named', async () => {
    const { body } = await type('B7QX-4MPR', newPlace());
    expect(body).toMatch(/<input id="code"[^>]* value="B7QX-4MPR"[^>]* autofocus>/);
    const named = /never holds ([^<]*)\./.exec(body)?.[1]?.split(', ') ?? [];
    const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split('');
    expect(named).toEqual(all.filter((letter) => readCode(letter.repeat(8)) === null));
  });
});

describe('Somebody who guesses codes', () => {
  it('has to wait longer and longer after a few wrong ones, even with the right one at hand', async () => {
    const place = newPlace();
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) statuses.push((await type(WRONG, place)).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 429, 429]);
    const blocked = await type(await codeFor(guessed.id), place);
    expect(blocked.status).toBe(429);
    expect(blocked.body).toMatch(/Too many wrong codes\. Wait .*minute/);
    expect((await type(await codeFor(guessed.id))).status).toBe(303);
    now += 31_000;
    expect((await type(WRONG, place)).status).toBe(404);
    now += 31_000;
    expect((await type(WRONG, place)).status).toBe(429);
  });

  it('gets no more tries by asking many times at once', async () => {
    const place = newPlace();
    const answers = await Promise.all(Array.from({ length: 30 }, () => type(WRONG, place)));
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(6);
  });

  it('from many networks is stopped all the same, and for a minute at most', async () => {
    now += 3_600_000;
    let tried = 0;
    for (; tried < 130; tried += 1) {
      if ((await type(WRONG, `198.51.${String(Math.floor(tried / 200))}.${String(tried % 200)}`)).status === 429) break;
    }
    expect(tried).toBeLessThanOrEqual(101);
    expect((await type(WRONG)).status).toBe(429);
    now += 61_000;
    expect((await type(await codeFor(guessed.id))).status).toBe(303);
  });

  it('by a page of another site gets nowhere', async () => {
    now += 3_600_000;
    expect((await type(await codeFor(guessed.id), newPlace(), 'other-site')).status).toBe(403);
  });
});
