import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { providerWorld, type ProviderWorld } from './provider-world.ts';
import { textOf, valueOf, visitor, type Visitor } from './visitor.ts';

const PATH = '/console/sign-in-provider';

let kestrel: ProviderWorld;
let admin: Visitor;
beforeAll(async () => {
  kestrel = await providerWorld();
  admin = visitor(kestrel.world.url);
  await admin.signIn(kestrel.adminAccount);
});
beforeEach(async () => {
  kestrel.provider.well();
  await kestrel.set();
});
afterEach(() => {
  expect(kestrel.world.faults).toEqual([]);
});
afterAll(() => kestrel.close());

const typed = (over: Readonly<Record<string, string>> = {}) => ({
  label: 'Kestrel ID',
  issuer: kestrel.provider.issuer,
  clientId: kestrel.provider.clientId,
  clientSecret: kestrel.provider.clientSecret,
  scopes: 'email  profile openid',
  groupsClaim: 'groups',
  adminGroups: 'it-leads\r\n\r\n it-leads ',
  agentGroups: 'helpdesk\r\nnight shift',
  viewerGroups: '',
  roleWithoutGroup: 'refuse',
  emailDomains: '@Kestrel.example',
  addsPeople: '1',
  ...over,
});
const stored = () => kestrel.world.oidc.settings.read();
const test = async (): Promise<string> => textOf((await admin.press(`${PATH}/test`)).body);

describe('the page of the sign-in provider', () => {
  it('shows the redirect address to enter at the provider, and never the stored secret', async () => {
    const { body } = await admin.look(PATH);
    expect(textOf(body)).toContain(`${kestrel.world.url}/console/sign-in/oidc/callback`);
    expect(body).not.toContain(kestrel.provider.clientSecret);
    expect([valueOf(body, 'label'), valueOf(body, 'clientId')]).toEqual(['Kestrel ID', 'session-requests']);
  });

  it('stores what was typed, tidied, with the secret sealed', async () => {
    await kestrel.world.oidc.settings.remove(kestrel.admin);
    const answer = await admin.press(PATH, typed());
    expect([answer.status, answer.to]).toEqual([303, PATH]);
    expect(await stored()).toEqual({
      label: 'Kestrel ID',
      issuer: kestrel.provider.issuer,
      clientId: 'session-requests',
      clientSecret: 'the-client-secret-123',
      scopes: ['openid', 'email', 'profile'],
      groupsClaim: 'groups',
      groups: { admin: ['it-leads'], 'support-agent': ['helpdesk', 'night shift'], viewer: [] },
      roleWithoutGroup: null,
      verifiedEmailOnly: false,
      emailDomains: ['kestrel.example'],
      addsPeople: true,
    });
    const rows = await kestrel.world.store.database.read.selectFrom('setting').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('the-client-secret-123');
    expect(textOf((await admin.look('/console/audit')).body)).toMatch(/sign-in-provider\.(?:changed|removed)/);
    expect((await admin.look('/console/audit')).body).not.toContain('the-client-secret-123');
  });

  it('takes the address of the description for the issuer', async () => {
    await admin.press(PATH, typed({ issuer: `${kestrel.provider.issuer}/.well-known/openid-configuration` }));
    expect(await stored()).toMatchObject({ issuer: kestrel.provider.issuer });
  });

  it.each([
    [{ label: '' }, 'Fill this in'],
    [{ issuer: 'http://login.example.com' }, 'Use the issuer as the provider names it'],
    [{ issuer: 'https://user:pw@login.example.com' }, 'Use the issuer as the provider names it'],
    [{ issuer: 'https://login.example.com/?a=b' }, 'Use the issuer as the provider names it'],
    [{ issuer: 'javascript:alert(1)' }, 'Use the issuer as the provider names it'],
    [{ clientId: '' }, 'Fill this in'],
    [{ scopes: 'openid "email"' }, 'Write scopes with spaces'],
    [{ groupsClaim: 'a b' }, 'Write the name of one claim'],
    [{ roleWithoutGroup: 'owner' }, 'Choose one of the list'],
    [{ emailDomains: 'kestrel' }, 'Write one domain'],
    [{ adminGroups: 'x'.repeat(201) }, 'At most 200 characters'],
  ])('refuses %j and stores nothing', async (over, message) => {
    const before = await stored();
    const answer = await admin.press(PATH, typed(over));
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(message)]);
    expect(await stored()).toEqual(before);
    expect(answer.body).not.toContain(kestrel.provider.clientSecret);
  });

  it('keeps the secret when the field stays empty, unless it would go to another provider or for another client', async () => {
    await admin.press(PATH, typed({ clientSecret: '', label: 'Kestrel' }));
    expect(await stored()).toMatchObject({ label: 'Kestrel', clientSecret: 'the-client-secret-123' });
    for (const over of [{ issuer: 'https://login.evil.example' }, { clientId: 'other' }]) {
      const answer = await admin.press(PATH, typed({ clientSecret: '', ...over }));
      expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining('Enter the secret again')]);
    }
    expect(await stored()).toMatchObject({ issuer: kestrel.provider.issuer, clientId: 'session-requests' });
  });

  it('warns when everybody with an account at the provider gets in', async () => {
    await admin.press(PATH, typed({ roleWithoutGroup: 'viewer', emailDomains: '' }));
    expect(textOf((await admin.look(PATH)).body)).toContain('everybody with an account at this provider gets in');
    await admin.press(PATH, typed({ roleWithoutGroup: 'viewer' }));
    expect(textOf((await admin.look(PATH)).body)).not.toContain('everybody with an account');
  });

  it('removes the provider, and with it the button', async () => {
    await admin.press(`${PATH}/remove`);
    expect(await stored()).toBeNull();
    const page = await visitor(kestrel.world.url).look('/console/sign-in');
    expect(textOf(page.body)).not.toContain('Kestrel ID');
    expect((await admin.press(`${PATH}/test`)).status).toBe(409);
  });

  it('has every word in Traditional Chinese too', async () => {
    await admin.press('/console/account/preferences', { language: 'zh-TW', timeZone: 'UTC' });
    const { body } = await admin.look(PATH);
    await admin.press('/console/account/preferences', { language: 'en', timeZone: 'UTC' });
    expect(textOf(body)).toContain('列出群組的宣告');
    expect(textOf(body)).not.toContain('console.');
  });
});

describe('a test of the settings', () => {
  it('says who answers, where people sign in, and that the client is known', async () => {
    const text = await test();
    expect(text).toContain(`${kestrel.provider.issuer} answers. People sign in at 127.0.0.1`);
    expect(text).toContain('It knows the client, and the secret is right');
  });

  it('says that the secret is wrong before anybody tries to sign in', async () => {
    await kestrel.set({ clientSecret: 'not the secret' });
    expect(await test()).toContain('does not take this client id or secret');
    await kestrel.set({ clientId: 'nobody' });
    expect(await test()).toContain('does not take this client id or secret');
  });

  it('names scopes that the provider does not list, and a proof key that it does not check', async () => {
    await kestrel.set({ scopes: ['openid', 'groups', 'shoe-size'] });
    kestrel.provider.fault({ kind: 'description', says: { code_challenge_methods_supported: ['plain'] } });
    const text = await test();
    expect(text).toContain('It does not list these scopes: shoe-size.');
    expect(text).toContain('does not say that it checks proof keys');
  });

  it.each([
    [{ kind: 'broken', status: 503 }, 'Nobody answers there, or with a fault of their own'],
    [{ kind: 'broken', status: 404 }, 'but no OpenID Connect provider'],
    [{ kind: 'description', says: { issuer: 'https://other.example' } }, 'The provider names itself differently'],
    [{ kind: 'hangs', path: '/.well-known/openid-configuration' }, 'No answer in time'],
  ] as const)('looks anew and says what is wrong: %j', async (fault, message) => {
    expect(await test()).toContain('answers. People sign in');
    kestrel.provider.fault(fault);
    expect(await test()).toContain(message);
  });

  it('says that a private network is not asked', async () => {
    await kestrel.set({ issuer: 'https://10.0.0.7' });
    expect(await test()).toContain('leads into a private network');
  });
});
