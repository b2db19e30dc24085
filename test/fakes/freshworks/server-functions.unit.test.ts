import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fixtureWorld, type FixtureWorld } from './fixture-world.ts';

let world: FixtureWorld;
beforeEach(async () => {
  world = await fixtureWorld();
});
afterEach(() => world.close());

const events = async () => world.platform.control.events();
const call = async (name: string, payload: Record<string, unknown> = {}) => {
  const answer = await fetch(`${world.platform.url}/agent/${String(world.mara)}/functions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, payload }),
  });
  return (await answer.json()) as { status: number; response: unknown };
};

describe('installing', () => {
  it('asks the app first; what renderData says decides', async () => {
    expect(await world.install()).toMatchObject({ done: true, message: null });
    expect(world.seen).toMatchObject([
      { path: '/save', body: '{"event":"onAppInstall","domain":"kestrel.freshservice.example"}' },
    ]);
  });

  it('is blocked with the sentence of the app', async () => {
    await world.platform.control.faults([{ side: 'server', fault: { kind: 'status', status: 500 } }]);
    expect(await world.install()).toMatchObject({ done: false, message: 'The server answered 500.' });
    await expect(world.platform.control.invoke(world.mara, 'hello')).rejects.toThrow('not installed');
  });

  it('is blocked when a handler falls over, or never answers', async () => {
    expect(await world.install('throws')).toMatchObject({ done: false, message: 'the handler fell over' });
    expect(await world.install('silent')).toMatchObject({
      done: false,
      run: { outcome: 'finished', violations: ['the handler never called renderData'] },
    });
  });

  it('needs every setting that is required, and knows no others', async () => {
    const { control } = world.platform;
    expect(await control.install({ iparams: { secret: 'x', more: 1 } })).toMatchObject({
      done: false,
      message: expect.stringMatching(/more is no setting.*server_host is needed.*client_id is needed/s),
    });
  });

  it('uninstalling empties the store and ends all authorizations', async () => {
    await world.install();
    await world.authorize();
    await world.platform.control.uninstall();
    await world.install();
    expect(await world.platform.control.invoke(world.mara, 'mine')).toMatchObject({ authorize: 'own' });
  });
});

describe('a function of server.js', () => {
  beforeEach(async () => void (await world.install()));

  it('lives in a world without process, Buffer and timers', async () => {
    expect(await call('double', { number: 21 })).toEqual({
      status: 200,
      response: { doubled: 42, world: 'undefined undefined undefined undefined' },
    });
  });

  it('that renders an error rejects with it', async () => {
    expect(await call('double', { number: 0 })).toEqual({ status: 400, response: { message: 'nothing to double' } });
  });

  it.each([
    ['is not declared', 'onInstall', {}, 404],
    ['never answers', 'silent', {}, 504],
    ['gets more than 100 KB', 'double', { text: 'x'.repeat(100 * 1024) }, 413],
  ])('that %s is refused', async (_what, name, payload, status) => {
    expect(await call(name, payload)).toMatchObject({ status });
  });

  it('answers once where nobody else answers for it', async () => {
    expect(await call('twice')).toEqual({ status: 200, response: { first: true } });
    expect((await events()).at(-1)).toMatchObject({ violations: [] });
  });

  it('that is async and renders as well is caught where the framework answers for resolved promises', async () => {
    await world.platform.control.settings({ autoAnswer: true });
    await call('twice');
    expect((await events()).at(-1)).toMatchObject({ violations: ['answered twice'] });
  });

  it('can plan something, which is done when the test says so', async () => {
    await call('double', { number: 1 });
    world.seen.splice(0);
    await world.platform.control.fireSchedule('later');
    expect(world.seen.map(({ path }) => path)).toEqual(['/hello/planned?fixed=yes']);
  });
});

describe('what happens on the help desk', () => {
  beforeEach(async () => {
    await world.install();
    world.seen.splice(0);
  });
  const paths = () => world.seen.map(({ path }) => path);

  it('reaches the app once: a changed ticket, and what is written into it', async () => {
    await world.desk.control.edit(1042, { status: 5 });
    await world.desk.control.write(1042, { by: world.mara, body: '<p>note</p>' });
    expect(paths()).toEqual(['/hello/ticket-1042?fixed=yes', '/hello/conversation?fixed=yes']);
    expect(await events()).toMatchObject([
      { event: 'onAppInstall' },
      { event: 'onTicketUpdate', outcome: 'finished', violations: [] },
      { event: 'onConversationCreate', outcome: 'finished', violations: [] },
    ]);
  });

  it('does not reach an app that is not there', async () => {
    await world.platform.control.uninstall();
    await world.desk.control.edit(1042, { status: 5 });
    expect(paths()).toEqual([]);
  });

  it('is no occasion to call renderData', async () => {
    await world.desk.control.edit(1042, { priority: 4 });
    expect((await events()).at(-1)).toMatchObject({ violations: ['renderData was called in a product event'] });
  });

  it('does not reach the app when it is larger than 256 KB', async () => {
    await world.desk.control.write(1042, { by: world.mara, body: `<p>${'x'.repeat(130 * 1024)}</p>` });
    expect(paths()).toEqual([]);
    expect((await events()).at(-1)).toMatchObject({ violations: ['an event larger than 256 KB was not delivered'] });
  });

  it('counts towards the same 50 calls a minute as the pages', async () => {
    for (let n = 0; n < 49; n += 1) await world.platform.control.invoke(world.mara, 'save', { body: '' });
    await world.desk.control.edit(1042, { status: 5 });
    expect((await world.platform.control.calls()).at(-1)).toMatchObject({ side: 'server', status: 429 });
  });
});
