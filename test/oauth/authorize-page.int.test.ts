import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf, visitor } from '../console/visitor.ts';
import { INTEGRATION_KEY } from '../fakes/freshservice/seed.ts';
import { dumpDatabase } from '../server/database-dump.ts';
import { enterPerson } from '../support/enter-people.ts';
import { httpCall } from '../support/http-call.ts';
import { type AppWorld, appWorld } from './app-world.ts';
import { CALLBACK } from './oauth-world.ts';

let app: AppWorld;
beforeAll(async () => {
  app = await appWorld('sqlite');
});
afterEach(() => app.world.desk.control.faults([]));
afterAll(() => app.close());

const answerOf = (to: string | null): Readonly<Record<string, string>> =>
  Object.fromEntries(new URL(to ?? '').searchParams);

describe('"Let the app act for you?"', () => {
  it('leads somebody who is not signed in through the sign-in and back, with all that was asked', async () => {
    const state = `{"a":["b c",'d'],"e":"../..//\\u0000"}&x=%20+é~!*()`;
    const path = app.path({ state, scope: 'sessions:write sessions:read' });
    const browser = visitor(app.world.url);
    const toSignIn = (await browser.look(path)).to ?? '';
    expect(toSignIn).toMatch(/^\/console\/sign-in\?return=/);
    const [mara] = app.world.data.people;
    const signedIn = await browser.press(toSignIn, { email: mara?.email ?? '', password: mara?.password ?? '' });
    expect(signedIn.to).toMatch(/^\/oauth\/authorize\?/);
    const { to } = await app.allow(browser, signedIn.to ?? '');
    expect(answerOf(to)).toEqual({ code: expect.stringMatching(/^sra_[0-9a-z]{32}$/), state });
    expect(to).toMatch(/^https:\/\/oauth\.freshdev\.io\/auth\/callback\?/);
  });

  it('says who would act, in which account and as which of its agents', async () => {
    const browser = await app.browser('Mara');
    const page = await browser.look(app.path());
    const shown = textOf(page.body);
    for (const part of ['Mara Lindqvist', 'mara.lindqvist@kestrel.example', 'Acme service desk', '127.0.0.1']) {
      expect(shown).toContain(part);
    }
    expect(page.status).toBe(200);
  });

  it('speaks the language that is chosen on it, and keeps what was asked', async () => {
    const browser = await app.browser('Mara');
    const page = await browser.look(app.path({ language: 'zh-TW', state: 'kept' }));
    expect(textOf(page.body)).toContain('要讓 Freshservice 應用程式代表您嗎？');
    expect(page.body).toMatch(/href="\/oauth\/authorize\?[^"]*state&#x3D;kept[^"]*language&#x3D;en"/);
  });

  it('changes nothing by being looked at', async () => {
    const browser = await app.browser('Mara');
    const before = await dumpDatabase(app.world.foundation.store.database);
    await browser.look(app.path());
    expect(await dumpDatabase(app.world.foundation.store.database)).toEqual(before);
  });

  it('tells the platform when the person does not allow it', async () => {
    const browser = await app.browser('Mara');
    await browser.look(app.path());
    const { to } = await browser.press(app.path(), { decision: 'deny' });
    expect(answerOf(to)).toMatchObject({ error: 'access_denied', state: 'the-state' });
  });

  it('lets somebody else sign in instead', async () => {
    const browser = await app.browser('Mara');
    await browser.look(app.path());
    const { to } = await browser.press(app.path(), { decision: 'somebody-else' });
    expect(to).toMatch(/^\/console\/sign-in\?return=%2Foauth%2Fauthorize/);
    expect((await browser.look('/console/requests')).to).toMatch(/^\/console\/sign-in/);
  });

  it('warns a person who may only look, and lets him go on', async () => {
    const browser = await app.browser('Vera');
    expect(textOf((await browser.look(app.path())).body)).toContain('Your role may only look');
    expect(answerOf((await app.allow(browser)).to)).toHaveProperty('code');
  });

  it('refuses a person whom the help desk has not as an active agent, with a way on', async () => {
    const browser = await app.browser('Oskar');
    const page = await browser.look(app.path());
    expect(textOf(page.body)).toMatch(
      /no active agent with your mail address, oskar\.brandt@kestrel\.example.*Try again/,
    );
    const pressed = await browser.press(app.path(), { decision: 'allow', agent: '1' });
    expect([pressed.to, textOf(pressed.body)]).toEqual([null, expect.stringContaining('no active agent')]);
    const { to } = await browser.press(app.path(), { decision: 'deny' });
    expect(answerOf(to)).toMatchObject({ error: 'access_denied' });
  });

  it('confirms only the agent whom it showed', async () => {
    const browser = await app.browser('Mara');
    await browser.look(app.path());
    const pressed = await browser.press(app.path(), { decision: 'allow', agent: '999' });
    expect([pressed.to, textOf(pressed.body)]).toEqual([null, expect.stringContaining('Let it act for me')]);
  });

  it('does not lose a known agent while the help desk is down, and asks a new one to come again', async () => {
    const email = 'nadia.farouk@kestrel.example';
    const newcomer = { name: 'Nadia Farouk', email, role: 'support-agent' } as const;
    const nadia = visitor(app.world.url);
    await nadia.signIn(await enterPerson(app.world.foundation.people, app.world.admin, newcomer));
    await app.world.desk.control.faults([{ fault: { kind: 'reset' } }]);
    const page = await nadia.look(app.path());
    expect([page.status, textOf(page.body)]).toEqual([503, expect.stringMatching(/got no answer.*Try again/)]);
    const mara = await app.browser('Mara');
    expect(answerOf((await app.allow(mara)).to)).toHaveProperty('code');
  });
});

describe('Nobody is sent anywhere', () => {
  it.each([
    ['an unknown client', { client_id: `srb_${'x'.repeat(32)}` }, 'client ID is not known'],
    ['no client', { client_id: null }, 'client ID is not known'],
    ['no address', { redirect_uri: null }, 'not registered'],
    ['another host', { redirect_uri: 'https://evil.example/auth/callback' }, 'not registered'],
    ['a longer host', { redirect_uri: 'https://oauth.freshdev.io.evil.example/auth/callback' }, 'not registered'],
    ['a longer path', { redirect_uri: `${CALLBACK}/..` }, 'not registered'],
    ['a slash more', { redirect_uri: `${CALLBACK}/` }, 'not registered'],
    ['a query', { redirect_uri: `${CALLBACK}?to=evil` }, 'not registered'],
    ['a user part', { redirect_uri: 'https://oauth.freshdev.io@evil.example/auth/callback' }, 'not registered'],
    ['other letters', { redirect_uri: CALLBACK.toUpperCase() }, 'not registered'],
    ['plain http', { redirect_uri: CALLBACK.replace('https', 'http') }, 'not registered'],
    ['a script', { redirect_uri: 'javascript:alert(1)' }, 'not registered'],
    [
      "the developer's machine, in production",
      { redirect_uri: 'http://localhost:10001/auth/callback' },
      'not registered',
    ],
    ['more than an address can hold', { state: 's'.repeat(2500) }, 'not complete'],
  ])('by %s', async (_, over, words) => {
    const browser = await app.browser('Mara');
    for (const press of [false, true]) {
      const path = app.path(over);
      const answer = press ? await browser.press(path, { decision: 'allow', agent: '1' }) : await browser.look(path);
      expect([answer.status, answer.to, textOf(answer.body)]).toEqual([400, null, expect.stringContaining(words)]);
      expect(answer.body).not.toMatch(/(href|action|content)="[^"/]*(https?|javascript):/);
    }
  });

  it.each(['redirect_uri', 'client_id', 'state', 'response_type'])('by a second %s', async (name) => {
    const browser = await app.browser('Mara');
    const answer = await browser.look(`${app.path()}&${name}=https%3A%2F%2Fevil.example`);
    expect([answer.status, answer.to]).toEqual([400, null]);
  });

  it('by an app of an account that was removed', async () => {
    const { people } = app.world.foundation;
    const kept = await people.installations.find(app.world.data.installationId);
    if (kept === null) throw new Error('the installation is gone');
    const { id: _id, ...installation } = kept.installation;
    const place = { address: kept.address, plan: kept.plan, apiKey: INTEGRATION_KEY, name: 'Going' };
    const id = await people.installations.add(app.world.admin, { ...installation, ...place });
    const client = await people.oauth.clients.ensure(id);
    const row = await people.installations.find(id);
    if (client === null || row === null) throw new Error('it was not added');
    const browser = await app.browser('Mara');
    expect((await browser.look(app.path({ client_id: client.clientId }))).status).toBe(200);
    await people.installations.remove(app.world.admin, row);
    expect((await browser.look(app.path({ client_id: client.clientId }))).status).toBe(400);
  });
});

describe('The platform is told', () => {
  it.each([
    ['of another kind of answer', { response_type: 'token' }, 'unsupported_response_type'],
    ['of no kind of answer', { response_type: null }, 'unsupported_response_type'],
    ['of a scope that is not there', { scope: 'sessions:read sessions:write admin' }, 'invalid_scope'],
    ['of half the scope', { scope: 'sessions:read' }, 'invalid_scope'],
    [
      'of a challenge that protects nobody',
      { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' },
      'invalid_request',
    ],
    ['of a challenge without its method', { code_challenge: 'x'.repeat(43) }, 'invalid_request'],
    ['of a method without a challenge', { code_challenge_method: 'S256' }, 'invalid_request'],
    ['of a challenge that is none', { code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
  ])('%s', async (_, over, error) => {
    const browser = await app.browser('Mara');
    const { status, to } = await browser.look(app.path({ ...over, state: 'a b&c' }));
    expect([status, to?.startsWith(`${CALLBACK}?`)]).toEqual([303, true]);
    expect(answerOf(to)).toEqual({ error, error_description: expect.stringMatching(/\w+.*\.$/), state: 'a b&c' });
  });

  it('nothing that it did not send: no state, no state back', async () => {
    const browser = await app.browser('Mara');
    expect(Object.keys(answerOf((await app.allow(browser, app.path({ state: null }))).to))).toEqual(['code']);
  });
});

describe('A press that is not on our page', () => {
  it.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['from nowhere', { origin: '' }],
    ['without the form token', { csrf: null }],
    ["with another sign-in's form token", { csrf: 'x'.repeat(43) }],
    ['from a neighbouring site', { headers: { 'sec-fetch-site': 'same-site' } }],
  ])('%s allows nothing', async (_, options) => {
    const browser = await app.browser('Mara');
    const agent = /name="agent" value="([^"]+)"/.exec((await browser.look(app.path())).body)?.[1] ?? '';
    const before = await dumpDatabase(app.world.foundation.store.database);
    const answer = await browser.press(app.path(), { decision: 'allow', agent }, options);
    expect([answer.status, answer.to]).toEqual([403, null]);
    expect(await dumpDatabase(app.world.foundation.store.database)).toEqual(before);
  });

  it('by nobody leads to the sign-in, and allows nothing later', async () => {
    const answer = await visitor(app.world.url).press(app.path(), { decision: 'allow', agent: '1' });
    expect([answer.status, answer.to]).toEqual([303, expect.stringMatching(/^\/console\/sign-in\?return=/)]);
  });

  it.each([{}, { decision: 'yes' }, { decision: ['allow', 'deny'] }])(
    'with %j as its decision is refused',
    async (fields) => {
      const browser = await app.browser('Mara');
      await browser.look(app.path());
      expect((await browser.press(app.path(), fields)).status).toBe(422);
    },
  );
});

describe('The window that the help desk opened', () => {
  it('stays its own on the page and on the way through the sign-in, and nowhere else', async () => {
    const browser = await app.browser('Mara');
    const headersOf = async (path: string) => {
      return (
        await httpCall(app.world.url + path, { headers: { accept: 'text/html', cookie: browser.cookieHeader() } })
      ).headers;
    };
    for (const path of [app.path(), '/console/sign-in']) {
      expect([path, (await headersOf(path))['cross-origin-opener-policy']]).toEqual([path, undefined]);
    }
    expect((await headersOf('/console/requests'))['cross-origin-opener-policy']).toBe('same-origin');
    const policy = String((await headersOf(app.path()))['content-security-policy']);
    expect(policy.split(';').map((part) => part.trim())).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "form-action 'self' https:",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]),
    );
  });
});
