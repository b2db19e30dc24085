import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BY_ANNA, BY_RECIPIENT } from '../builders/people.ts';
import { DAY } from '../builders/times.ts';
import { hasForm, PRESSES, textOf, visitor } from './http-visit.ts';
import { joinPerson, type JoinPerson } from './join-person.ts';
import { pagesWorld, type PagesWorld } from './pages-world.ts';

let world: PagesWorld;
let may: JoinPerson;

beforeAll(async () => {
  world = await pagesWorld();
  may = joinPerson(world);
});
afterAll(() => world.close());

const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
const OLD_WINDOWS = 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko';

describe('the readiness check', () => {
  const check = (made: Parameters<JoinPerson['press']>[0], typed: Record<string, string>, userAgent = MAC) =>
    may.press(made, 'readiness', typed, { ...PRESSES.person, 'user-agent': userAgent }, '?ask=check');

  it('puts together what the browser tells and what is said, and shows what to do for each open point', async () => {
    const made = await may.waiting();
    const answer = await check(made, { here: 'yes', client: 'no', install: 'unsure', screen: 'no' });
    expect(answer.headers.get('location')).toBe(`${made.path}?ask=check`);
    expect((await world.stored(made.id)).request.readiness).toMatchObject({
      system: 'macos',
      findings: [
        { check: 'this-device', result: 'good' },
        { check: 'browser', result: 'good' },
        { check: 'client', result: 'problem' },
        { check: 'install-rights', result: 'unsure' },
        { check: 'screen-recording', result: 'problem' },
      ],
    });
    const page = textOf((await visitor(world.publicUrl).get(`${made.path}?ask=check`)).body);
    expect(page).toContain('Get AnyDesk 9.0 or later');
    expect(page).toContain('switch on Screen Recording and Accessibility');
    expect(await may.page(made)).toContain('Still to do');
  });

  it('says that all is well when it is', async () => {
    const made = await may.waiting();
    await check(made, { here: 'yes', client: 'yes', screen: 'yes' });
    const page = textOf((await visitor(world.publicUrl).get(`${made.path}?ask=check`)).body);
    expect(page).toContain('Everything is ready.');
  });

  it('is possible days before the appointment', async () => {
    const schedule = { startAt: world.core.clock.now() + 2 * DAY, timeZone: 'Asia/Taipei' };
    const made = await world.create({ schedule });
    const planned = (await visitor(world.publicUrl).get(made.path)).body;
    expect(planned).toContain(`href="${made.path}?ask=check"`);
    expect((await check(made, { system: 'windows', here: 'yes', client: 'yes' })).status).toBe(303);
    expect((await world.stored(made.id)).request).toMatchObject({ status: 'Open', readiness: { system: 'windows' } });
  });

  it('sees an old browser by itself', async () => {
    const made = await may.waiting();
    await check(made, { here: 'yes', client: 'yes' }, OLD_WINDOWS);
    const { readiness } = (await world.stored(made.id)).request;
    expect(readiness?.findings).toContainEqual({ check: 'browser', result: 'problem' });
  });

  it('refuses answers that are none', async () => {
    const made = await may.waiting();
    expect((await check(made, { here: 'perhaps' })).status).toBe(400);
    expect((await world.stored(made.id)).request.readiness).toBeNull();
  });
});

describe('what is wished', () => {
  it('is what was ticked, and seeing the screen', async () => {
    const made = await may.withAddress();
    await may.press(made, 'allow', { consent: 'yes', control: 'yes' });
    expect((await world.stored(made.id)).request).toMatchObject({ consent: { wishes: ['view', 'control'] } });
    const other = await may.ready();
    expect((await world.stored(other.id)).request).toMatchObject({ consent: { wishes: ['view'] } });
  });

  it('is never more than the agent intends, whatever is sent', async () => {
    const made = await may.withAddress();
    expect((await visitor(world.publicUrl).get(made.path)).body).not.toContain('name="files"');
    await may.press(made, 'allow', { consent: 'yes', control: 'yes', files: 'yes' });
    expect((await world.stored(made.id)).request).toMatchObject({ consent: { wishes: ['view', 'control'] } });
  });

  it('stands on the page afterwards, with the text and its language', async () => {
    const made = await may.withAddress();
    await may.press(made, 'allow', { consent: 'yes', control: 'yes' });
    const page = await may.page(made);
    expect(page).toMatch(/You allowed Anna Ng, Acme access to the AnyDesk address 123 456 789/);
    expect(page).toMatch(/See my screen, Use my mouse and keyboard/);
    expect(page).toContain('(text 2026-11-c, en)');
  });
});

describe('the receipt', () => {
  const closed = async () => {
    const made = await may.connected();
    await world.give(made.id, { type: 'close-request', actor: BY_ANNA, outcome: 'solved', note: '' });
    return made;
  };

  it('says who, when, how long and what was allowed', async () => {
    const page = await may.page(await closed());
    expect(page).toContain('Anna Ng');
    expect(page).toContain('Connected for');
    expect(page).toMatch(/You allowed Anna Ng, Acme/);
  });

  it('takes stars and a comment, and the second answer instead of the first', async () => {
    const made = await closed();
    await may.press(made, 'rate', { stars: '2', comment: 'Slow.' });
    await may.press(made, 'rate', { stars: '5', comment: 'Now it works,\nthank you.' });
    expect((await world.stored(made.id)).request).toMatchObject({
      rating: { stars: 5, comment: 'Now it works,\nthank you.' },
    });
    expect(await may.page(made)).toContain('You gave 5 of 5');
  });

  it('asks for the stars when only words came', async () => {
    const made = await closed();
    const answer = await may.press(made, 'rate', { comment: 'Good.' });
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain('Choose how many of the five first.');
  });

  it('asks for no rating where there was no session', async () => {
    const none = await may.waiting();
    await world.give(none.id, { type: 'close-request', actor: BY_RECIPIENT, outcome: 'cancelled', note: '' });
    expect(hasForm((await visitor(world.publicUrl).get(none.path)).body, 'rate')).toBe(false);
  });
});

describe('the ways there', () => {
  it('begin with the session that the agent made in AnyDesk, when there is one', async () => {
    const made = await may.waiting();
    await world.give(made.id, { type: 'set-session-link', actor: BY_ANNA, url: 'https://anydesk.com/s/abc' });
    expect((await visitor(world.publicUrl).get(made.path)).body).toContain('href="https://anydesk.com/s/abc"');
  });

  it("lead to the company's own client for the visitor's system, and say where it comes from", async () => {
    const href = 'https://my.anydesk.com/v2/api/v2/custom-clients/downloads/public/ABCDEF123456/Acme.dmg';
    await world.settings({ downloads: { macos: href } });
    const made = await may.waiting();
    const there = visitor(world.publicUrl);
    const mac = (await there.get(made.path, { 'user-agent': MAC })).body;
    expect(mac).toContain(`href="${href}"`);
    expect(mac).toContain('<small>my.anydesk.com</small>');
    expect((await there.get(made.path, { 'user-agent': 'Windows' })).body).toContain(
      'href="https://anydesk.com/downloads"',
    );
    await world.settings({});
  });

  it('tell the agent that nothing can be installed, by one press', async () => {
    const made = await may.waiting();
    await may.press(made, 'readiness', {});
    const { readiness } = (await world.stored(made.id)).request;
    expect(readiness?.findings).toContainEqual({ check: 'install-rights', result: 'problem' });
  });
});

describe('a receipt that is more than a week old', () => {
  it('asks for no rating any more', async () => {
    const made = await may.connected();
    await world.give(made.id, { type: 'close-request', actor: BY_ANNA, outcome: 'solved', note: '' });
    const there = visitor(world.publicUrl);
    expect(hasForm((await there.get(made.path)).body, 'rate')).toBe(true);
    world.advance(8 * DAY);
    expect(hasForm((await there.get(made.path)).body, 'rate')).toBe(false);
  });
});
