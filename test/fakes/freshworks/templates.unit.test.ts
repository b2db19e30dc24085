import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fixtureWorld, type FixtureWorld } from './fixture-world.ts';

let world: FixtureWorld;
beforeEach(async () => {
  world = await fixtureWorld();
  await world.install();
  world.seen.splice(0);
});
afterEach(() => world.close());

const invoke = async (template: string, options?: unknown) =>
  (await world.platform.control.invoke(world.mara, template, options)).answer;

describe('a call by template', () => {
  it('is filled from settings and context, and answers with a text', async () => {
    const answer = await invoke('hello', { context: { name: 'mara' }, query: { more: 1, fixed: 'no' } });
    expect(answer).toMatchObject({ status: 200, response: '{"path":"/hello/mara?more=1&fixed=yes"}' });
    expect(world.seen).toMatchObject([{ method: 'GET', headers: { authorization: 'Bearer s3cret' } }]);
  });

  it('sends the body as it is given', async () => {
    await invoke('save', { body: '{"a":1}' });
    expect(world.seen).toMatchObject([{ method: 'POST', body: '{"a":1}' }]);
  });

  it('encodes for Basic sign-in', async () => {
    await invoke('basic');
    expect(world.seen[0]?.headers.authorization).toBe(`Basic ${btoa('s3cret')}`);
  });

  it.each([
    ['is not declared', 'nothing', {}, /no request template/],
    ['is declared in one of the two files only', 'undeclared', {}, /no request template/],
    ['takes its host from a page', 'badHost', { context: { host: 'evil.example' } }, /may not stand in host/],
    ['takes a header from a page', 'badHeader', { context: { who: 'admin' } }, /may not stand in headers/],
    ['puts a secure setting into the address', 'secretInPath', {}, /secure/],
    ['lacks a value', 'hello', { context: {} }, /context\.name has no value/],
    ['gets a body that is no text', 'save', { body: { a: 1 } }, /body must be a string/],
    ['gets a body with a GET', 'hello', { context: { name: 'x' }, body: '{}' }, /GET takes no body/],
  ])('that %s is refused, and nothing is sent', async (_what, template, options, sentence) => {
    expect(await invoke(template, options)).toMatchObject({ status: 400, response: expect.stringMatching(sentence) });
    expect(world.seen).toEqual([]);
  });

  it('from a page cannot lead to another host by its path', async () => {
    await invoke('hello', { context: { name: '@evil.example/' } });
    expect(world.seen.map(({ path }) => path)).toEqual(['/hello/@evil.example/?fixed=yes']);
  });
});

describe('the limit of 50 calls a minute', () => {
  it('counts all agents, and refuses what is over it without sending it', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 52; n += 1) statuses.push((await invoke('hello', { context: { name: String(n) } })).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    // The fiftieth is the one that the installation made.
    expect(world.seen).toHaveLength(49);
  });

  it('is a sliding one', async () => {
    for (let n = 0; n < 49; n += 1) await invoke('save', { body: '' });
    expect((await invoke('save', { body: '' })).status).toBe(429);
    await world.platform.control.advance(60_000);
    expect((await invoke('save', { body: '' })).status).toBe(200);
  });
});

describe('when something goes wrong', () => {
  it('a template that may be tried again is, as often as it says; every attempt counts', async () => {
    expect((await invoke('stubborn')).status).toBe(503);
    expect(world.seen).toHaveLength(3);
    expect((await world.platform.control.calls()).filter(({ template }) => template === 'stubborn')).toHaveLength(3);
  });

  it('a POST goes out once', async () => {
    await world.platform.control.faults([{ fault: { kind: 'reset', sent: true } }]);
    expect((await invoke('save', { body: 'x' })).status).toBe(502);
    expect(world.seen).toHaveLength(1);
  });

  it.each([
    [{ kind: 'rate-limited' }, 429, 0],
    [{ kind: 'reset' }, 502, 0],
    [{ kind: 'time-out' }, 504, 0],
    [{ kind: 'time-out', sent: true }, 504, 1],
    [{ kind: 'status', status: 500 }, 500, 0],
    [{ kind: 'slow', delayMs: 1 }, 200, 1],
    [{ kind: 'html' }, 200, 1],
    [{ kind: 'huge' }, 502, 1],
  ] as const)('%j: the app gets %i, the server got %i calls', async (fault, status, sent) => {
    await world.platform.control.faults([{ templates: ['save'], fault }]);
    const answer = await invoke('save', { body: '{}' });
    expect(answer).toMatchObject({ status });
    expect(world.seen).toHaveLength(sent);
  });

  it.each([15, 30] as const)('an answer later than the limit is none (%i s, in hundredths)', async (timeoutSeconds) => {
    const { control } = world.platform;
    await control.uninstall();
    const settings = { server_host: 'support.kestrel.example', secret: 's3cret' };
    const oauth = { host: 'support.kestrel.example', client_id: 'client', client_secret: 'x' };
    expect(await control.install({ iparams: settings, oauth_iparams: oauth, timeoutSeconds })).toMatchObject({
      done: true,
    });
    const slow = (delayMs: number) => control.faults([{ fault: { kind: 'slow', delayMs } }]);
    await control.settings({ shortTimeoutMs: timeoutSeconds * 10 });
    await slow(timeoutSeconds * 10);
    expect((await invoke('save', { body: '' })).status).toBe(504);
    await slow(1);
    expect((await invoke('save', { body: '' })).status).toBe(200);
  });

  it('a server that hangs is cut off as well', async () => {
    await world.platform.control.settings({ shortTimeoutMs: 50 });
    expect(await invoke('endless')).toMatchObject({ status: 504, response: 'The request timed out.' });
  });

  it('a malformed answer keeps its good status, and is no JSON', async () => {
    await world.platform.control.faults([{ when: { next: 1 }, fault: { kind: 'malformed' } }]);
    const answer = await invoke('hello', { context: { name: 'x' } });
    expect(answer.status).toBe(200);
    expect(() => JSON.parse(answer.response)).toThrow(SyntaxError);
    expect((await invoke('hello', { context: { name: 'x' } })).response).toContain('/hello/x');
  });

  it('a host that nobody stands for is no connection', async () => {
    await world.platform.control.settings({ hosts: {} });
    expect((await invoke('save', { body: '' })).status).toBe(502);
  });
});
