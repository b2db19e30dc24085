import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasForm, hiddenFields, PRESSES, textOf, type Visitor, visitor } from './http-visit.ts';
import type { Made, PagesWorld } from './pages-world.ts';
import { pagesWorld } from './pages-world.ts';

let world: PagesWorld;

beforeAll(async () => {
  world = await pagesWorld();
});
afterAll(() => world.close());

type Browser = Visitor & {
  press(made: Made, action: string, typed?: Readonly<Record<string, string>>): ReturnType<Visitor['post']>;
  page(made: Made, ask?: string): Promise<string>;
};

/** A browser of its own: it has what was given to it and nothing of another. */
function browser(): Browser {
  const visit = visitor(world.publicUrl);
  return {
    ...visit,
    press: async (made, action, typed = {}) => {
      const page = await visit.get(made.path);
      return visit.post(`${made.path}/${action}`, { ...hiddenFields(page.body, action), ...typed }, PRESSES.person);
    },
    page: async (made, ask = '') => (await visit.get(made.path + ask)).body,
  };
}

const deviceOf = async (made: Made): Promise<string | null> => (await world.stored(made.id)).request.device;
const statusOf = async (made: Made): Promise<string> => (await world.stored(made.id)).request.status;

describe('a request that was joined', () => {
  it('knows the browser by a hash of a random cookie, which scripts cannot read', async () => {
    const made = await world.create();
    const answer = await browser().press(made, 'join');
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^sr-device=[0-9a-z]{26}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const value = /=([^;]*)/.exec(cookie)?.[1] ?? '';
    expect(await deviceOf(made)).toMatch(/^[\w-]{22}$/);
    expect(JSON.stringify(await world.stored(made.id))).not.toContain(value);
  });

  it('gives nobody a cookie who only looks', async () => {
    const made = await world.create();
    expect((await browser().get(made.path)).headers.getSetCookie()).toEqual([]);
  });

  it('keeps its name for the next request in the same browser', async () => {
    const may = browser();
    const [first, second] = [await world.create(), await world.create()];
    await may.press(first, 'join');
    await may.press(second, 'join');
    expect(await deviceOf(second)).toBe(await deviceOf(first));
  });
});

describe('another device that opens the link', () => {
  const joined = async (): Promise<{ made: Made; phone: Browser; computer: Browser }> => {
    const made = await world.create();
    const phone = browser();
    await phone.press(made, 'join');
    return { made, phone, computer: browser() };
  };

  it('sees that it was joined elsewhere, and cannot allow anything from there', async () => {
    const { made, phone, computer } = await joined();
    await phone.press(made, 'address', { address: '123 456 789' });
    const consent = hiddenFields(await phone.page(made), 'allow');
    const page = await computer.page(made);
    expect(textOf(page)).toContain('Joined on another device');
    expect(hasForm(page, 'allow')).toBe(false);
    const answer = await computer.post(`${made.path}/allow`, { ...consent, consent: 'yes' }, PRESSES.person);
    expect(answer.status).toBe(409);
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('goes on there by one press, and the first one says calmly that it moved', async () => {
    const { made, phone, computer } = await joined();
    expect((await computer.press(made, 'move-here')).status).toBe(303);
    expect(textOf(await computer.page(made))).toContain('Get AnyDesk ready');
    expect(textOf(await phone.page(made))).toContain('You went on with another device');
    await phone.press(made, 'move-here');
    expect(textOf(await phone.page(made))).toContain('Get AnyDesk ready');
    expect(textOf(await computer.page(made))).toContain('You went on with another device');
  });

  it('takes back what was allowed on the first one', async () => {
    const { made, phone, computer } = await joined();
    await phone.press(made, 'address', { address: '123 456 789' });
    await phone.press(made, 'allow', { consent: 'yes' });
    expect(textOf(await computer.page(made))).toContain('Going on here takes that back');
    await computer.press(made, 'move-here');
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('can withdraw the permission without moving', async () => {
    const { made, phone, computer } = await joined();
    await phone.press(made, 'address', { address: '123 456 789' });
    await phone.press(made, 'allow', { consent: 'yes' });
    await computer.press(made, 'withdraw');
    expect(await statusOf(made)).toBe('Waiting');
  });

  it('goes on even when its browser keeps no cookies, after one press more', async () => {
    const { made } = await joined();
    const fetched = async (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(world.publicUrl + path, { ...init, redirect: 'manual' });
    const press = async (ask: string): Promise<Response> => {
      const body = new URLSearchParams(hiddenFields(await (await fetched(made.path + ask)).text(), 'move-here'));
      const headers = { origin: world.publicUrl, ...PRESSES.person };
      return fetched(`${made.path}/move-here`, { method: 'POST', headers, body });
    };
    const first = await press('');
    expect(first.headers.get('location')).toBe(`${made.path}?ask=moved`);
    expect(await (await fetched(`${made.path}?ask=moved`)).text()).toContain('keeps no cookies');
    await press('?ask=moved');
    expect(await deviceOf(made)).toBeNull();
    expect(await (await fetched(made.path)).text()).toContain('Get AnyDesk ready');
  });

  it('gets the way by a picture, or by a code that leads to the same request', async () => {
    const { made, phone } = await joined();
    expect(await phone.page(made, '?ask=handover')).toContain('<svg class="qr"');
    const shown = await phone.get(`${made.path}?ask=handover`);
    const page = await phone.post(`${made.path}/code`, hiddenFields(shown.body, 'code'), PRESSES.person);
    expect(textOf(page.body)).toMatch(/works until \d\d:\d\d \(GMT\+8\)/);
    const code = /<bdi dir="ltr">([^<]+)<\/bdi><\/b>/.exec(page.body)?.[1] ?? '';
    const typed = await browser().post('/join/code', { code }, PRESSES.person);
    expect(typed.headers.get('location')).toBe(made.path);
  });
});

describe('a browser that allowed access before', () => {
  it('brings its AnyDesk address along, to be allowed anew; nobody else can make it up', async () => {
    const first = await world.create();
    const may = browser();
    const [device = ''] = (await may.press(first, 'join')).headers.getSetCookie();
    await may.press(first, 'address', { address: '123 456 789' });
    const [own = ''] = (await may.press(first, 'allow', { consent: 'yes' })).headers.getSetCookie();
    expect(own).toMatch(/^sr-address=[0-9a-z]{26}\.123456789; .*HttpOnly/);
    const cookie = [device, own].map((one) => one.split(';')[0]).join('; ');
    const join = async (made: Made, sent: string): Promise<string> => {
      const page = await may.get(made.path);
      await may.post(`${made.path}/join`, hiddenFields(page.body, 'join'), { ...PRESSES.person, cookie: sent });
      return textOf((await may.get(made.path, { cookie: sent })).body);
    };
    const page = await join(await world.create(), cookie);
    expect(page).toContain('123 456 789');
    expect(page).toContain('Known from the last time');
    expect(page).toContain('Do you allow access?');
    const forged = cookie.replace('.123456789', '.987654321');
    expect(await join(await world.create(), forged)).toContain('Get AnyDesk ready');
  });
});
