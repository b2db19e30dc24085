import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LONGEST_RETURN } from '../../server/sign-in/return-path.ts';
import { enterPerson } from '../support/enter-people.ts';
import { providerWorld, type ProviderWorld, someone } from './provider-world.ts';
import { textOf, visitor } from './visitor.ts';

let kestrel: ProviderWorld;
beforeAll(async () => {
  kestrel = await providerWorld();
});
beforeEach(() => kestrel.set());
afterEach(() => {
  expect(kestrel.world.faults).toEqual([]);
});
afterAll(() => kestrel.close());

const personOf = (id: string) => kestrel.world.people.persons.findByEmail(`${id}@kestrel.example`);
const enterLocally = (id: string, role: 'admin' | 'support-agent' | 'viewer') =>
  enterPerson(kestrel.world.people, kestrel.admin, { name: id, email: `${id}@kestrel.example`, role });

describe('the sign-in page', () => {
  it('offers the provider by its name, above the password', async () => {
    const page = await visitor(kestrel.world.url).look('/console/sign-in');
    expect(textOf(page.body)).toMatch(/Sign in with Kestrel ID.*Or with mail address and password/);
  });

  it('offers nothing of the kind when no provider is set up', async () => {
    await kestrel.world.oidc.settings.remove(kestrel.admin);
    const browser = visitor(kestrel.world.url);
    expect(textOf((await browser.look('/console/sign-in')).body)).not.toContain('Kestrel ID');
    expect((await browser.look('/console/sign-in/oidc')).to).toBe('/console/sign-in');
    expect(textOf((await browser.look('/console/sign-in')).body)).toContain('is not set up any more');
  });

  it('leads to the provider with a proof key, a state and a nonce, and with no secret', async () => {
    const away = new URL((await visitor(kestrel.world.url).look('/console/sign-in/oidc')).to ?? '');
    const { issuer, clientId, clientSecret } = kestrel.provider;
    expect(away.origin).toBe(issuer);
    expect(Object.fromEntries(away.searchParams)).toEqual({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: `${kestrel.world.url}/console/sign-in/oidc/callback`,
      scope: 'openid email profile groups',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(away.href).not.toContain(clientSecret);
  });
});

describe('somebody who signs in with the provider', () => {
  it('gets the same cookie as with a password, lands on the list, and leaves no code in the address', async () => {
    const { answer, browser } = await kestrel.signIn(someone('jun'));
    expect([answer.status, answer.to]).toEqual([303, '/console/requests']);
    expect(answer.setCookies).toEqual([
      expect.stringMatching(/^sr-local=[0-9a-z]{32}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^sr-provider-local=; Max-Age=0; /),
    ]);
    expect((await browser.look('/console/account')).status).toBe(200);
    expect(kestrel.world.providerReports).toEqual([]);
  });

  it('comes back to the page he asked for, in the language he chose', async () => {
    const browser = visitor(kestrel.world.url);
    const asked = await browser.look('/console/requests?list=past');
    const page = await browser.look(`${asked.to ?? ''}&language=zh-TW`);
    const href = /class="button primary" href="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const button = href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
    expect(button).toContain('language=zh-TW');
    kestrel.provider.signsIn(null);
    const refused = await browser.look(await kestrel.backFrom((await browser.look(button)).to));
    expect(refused.to).toBe('/console/sign-in?language=zh-TW&return=%2Fconsole%2Frequests%3Flist%3Dpast');
    kestrel.provider.signsIn(someone('jun'));
    const back = await kestrel.backFrom((await browser.look(button)).to);
    expect((await browser.look(back)).to).toBe('/console/requests?list=past');
  });

  it('comes back to an app that asks to act for him, however much it asked', async () => {
    const state = 's'.repeat(LONGEST_RETURN - '/oauth/authorize?response_type=code&state='.length);
    const asked = `/oauth/authorize?response_type=code&state=${state}`;
    const browser = visitor(kestrel.world.url);
    kestrel.provider.signsIn(someone('jun'));
    const query = new URLSearchParams({ return: asked, language: 'zh-Hant-TW-x-a-private-long-tag-abc' });
    const away = await browser.look(`/console/sign-in/oidc?${query.toString()}`);
    const [cookie = ''] = away.setCookies;
    expect((await browser.look(await kestrel.backFrom(away.to))).to).toBe(asked);
    // What browsers keep: name and value together, with the longer name of https.
    expect(cookie.split(';')[0]?.replace('sr-provider-local', '__Host-sr-provider').length).toBeLessThan(4096);
  });

  it('is led to no page of somebody else', async () => {
    const browser = visitor(kestrel.world.url);
    kestrel.provider.signsIn(someone('jun'));
    const away = await browser.look('/console/sign-in/oidc?return=%2F%2Fevil.example');
    expect((await browser.look(await kestrel.backFrom(away.to))).to).toBe('/console/requests');
  });

  it('is led on at once when he is signed in already', async () => {
    const { browser } = await kestrel.signIn(someone('jun'));
    const answer = await browser.look('/console/sign-in/oidc?return=%2Fconsole%2Faccount');
    expect(answer.to).toBe('/console/account');
  });

  it('can cancel there, and is told so', async () => {
    const { answer, said } = await kestrel.signIn(null);
    expect([answer.to, said]).toEqual(['/console/sign-in', expect.stringContaining('or you cancelled')]);
  });
});

describe('somebody who comes for the first time', () => {
  it('is entered with name, address and the role of his groups', async () => {
    await kestrel.signIn(someone('ines', { groups: ['everybody', 'auditors', 'helpdesk'] }));
    expect(await personOf('ines')).toMatchObject({ name: 'The ines', role: 'support-agent', hasPassword: false });
    const { browser } = await kestrel.signIn(someone('lead', { groups: ['it-leads', 'auditors'] }));
    expect(await personOf('lead')).toMatchObject({ role: 'admin' });
    const people = textOf((await browser.look('/console/people')).body);
    expect(people).toMatch(/The ines ines@kestrel\.example Support agent can sign in/);
  });

  it('is not entered when the admin does not want that, and nothing of him is kept', async () => {
    await kestrel.set({ addsPeople: false });
    const { said } = await kestrel.signIn(someone('stranger'));
    expect([said, await personOf('stranger')]).toEqual([expect.stringContaining('You have no account here yet'), null]);
  });

  it('is not entered without a group of the lists, unless there is a role for that', async () => {
    const visit = await kestrel.signIn(someone('nogroup', { groups: ['canteen'] }));
    expect([visit.said, await personOf('nogroup')]).toEqual([expect.stringContaining('None of your groups'), null]);
    await kestrel.set({ roleWithoutGroup: 'viewer' });
    await kestrel.signIn(someone('nogroup', { groups: ['canteen'] }));
    expect(await personOf('nogroup')).toMatchObject({ role: 'viewer' });
  });

  it('is not entered from a mail domain that is not listed', async () => {
    await kestrel.set({ emailDomains: ['kestrel.example'] });
    const { said } = await kestrel.signIn(someone('eve', { email: 'eve@notkestrel.example' }));
    expect(said).toContain('Mail addresses of your domain are not let in');
    expect((await kestrel.signIn(someone('adam'))).answer.to).toBe('/console/requests');
  });

  it('is linked to the account he has here under the same address, whatever its letters look like', async () => {
    const entered = await enterLocally('mara', 'viewer');
    const { browser } = await kestrel.signIn(someone('mara', { email: 'Mara@Kestrel.example' }));
    expect(await personOf('mara')).toMatchObject({ id: entered.id, role: 'support-agent', hasPassword: true });
    expect((await browser.look('/console/account')).status).toBe(200);
    expect((await visitor(kestrel.world.url).signIn(entered)).status).toBe(303);
  });

  it.each([
    ['not verified', 'victor', { emailVerified: false }],
    ['not said to be verified', 'vera', {}],
  ])('is nobody here when his address is %s', async (_, id, over) => {
    await enterLocally(id, 'admin');
    const pretender = { id: `not-${id}`, email: `${id}@kestrel.example`, groups: ['it-leads'], ...over };
    const { said, browser } = await kestrel.signIn(pretender);
    expect(said).toContain('your mail address is not verified');
    expect((await browser.look('/console/account')).status).toBe(303);
  });

  it('is let in by an address that is not verified where the admin trusts the provider that far', async () => {
    await kestrel.set({ verifiedEmailOnly: false });
    await kestrel.signIn(someone('karl', { emailVerified: false }));
    expect(await personOf('karl')).toMatchObject({ role: 'support-agent' });
  });

  it('needs a mail address that is one', async () => {
    const { said } = await kestrel.signIn(someone('odd', { email: 'odd@kestrel.example, ada@acme.example' }));
    expect(said).toContain('did not tell your mail address');
  });
});

describe('somebody whose account is known', () => {
  it('stays the same person when his address at the provider changes', async () => {
    await kestrel.signIn(someone('renate'));
    const before = await personOf('renate');
    const { answer } = await kestrel.signIn(
      someone('renate', { email: 'r.new@kestrel.example', emailVerified: false }),
    );
    expect([answer.to, (await personOf('renate'))?.id, await personOf('r.new')]).toEqual([
      '/console/requests',
      before?.id,
      null,
    ]);
  });

  it('does not lose his place here to another account that was given his address', async () => {
    await kestrel.signIn(someone('former'));
    const { said, browser } = await kestrel.signIn(someone('successor', { email: 'former@kestrel.example' }));
    expect(said).toContain('belongs to somebody here who comes with another account');
    expect((await browser.look('/console/account')).status).toBe(303);
  });

  it('gets the role of his groups anew each time, in every window at once', async () => {
    const { browser } = await kestrel.signIn(someone('paul', { groups: ['it-leads'] }));
    expect((await browser.look('/console/people')).status).toBe(200);
    await kestrel.signIn(someone('paul', { groups: ['auditors'] }));
    expect([await personOf('paul'), (await browser.look('/console/people')).status]).toEqual([
      expect.objectContaining({ role: 'viewer' }),
      403,
    ]);
  });

  it('stays out when he left every group, and his role is not touched', async () => {
    await kestrel.signIn(someone('lea'));
    const { said } = await kestrel.signIn(someone('lea', { groups: [] }));
    expect([said, await personOf('lea')]).toEqual([
      expect.stringContaining('None of your groups'),
      expect.objectContaining({ role: 'support-agent' }),
    ]);
  });

  it('keeps the role from the console when the provider says nothing about groups', async () => {
    await kestrel.set({ groupsClaim: null });
    await enterLocally('otto', 'admin');
    await kestrel.signIn(someone('otto'));
    expect(await personOf('otto')).toMatchObject({ role: 'admin' });
  });

  it('stays out while he is disabled', async () => {
    await kestrel.signIn(someone('dora'));
    const dora = await personOf('dora');
    await kestrel.world.people.admin.disable(kestrel.admin, dora?.id ?? '');
    const { said, browser } = await kestrel.signIn(someone('dora'));
    expect(said).toContain('Your account here is disabled');
    expect((await browser.look('/console/account')).status).toBe(303);
  });

  it('also stays out when he was disabled before he ever came by the provider', async () => {
    const emil = await enterLocally('emil', 'viewer');
    await kestrel.world.people.admin.disable(kestrel.admin, emil.id);
    expect((await kestrel.signIn(someone('emil'))).said).toContain('Your account here is disabled');
  });

  it('can be forgotten by an admin, is signed out everywhere, and known by his address the next time', async () => {
    const { browser } = await kestrel.signIn(someone('nina'));
    const nina = await personOf('nina');
    const admin = visitor(kestrel.world.url);
    await admin.signIn(kestrel.adminAccount);
    const path = `/console/people/${nina?.id ?? ''}`;
    expect(textOf((await admin.look(path)).body)).toContain(`Account at ${kestrel.provider.issuer}`);
    expect((await admin.press(`${path}/unlink`)).to).toBe(path);
    expect(textOf((await admin.look(path)).body)).toContain('The account is forgotten');
    expect((await browser.look('/console/account')).status).toBe(303);
    await kestrel.signIn(someone('nina-again', { email: 'nina@kestrel.example' }));
    expect(await kestrel.world.oidc.identities.of(nina?.id ?? '')).toHaveLength(1);
    expect((await admin.press('/console/people/nobody/unlink')).status).toBe(404);
  });
});

describe('the last admin with a password', () => {
  it('stays admin whatever his groups say, keeps his password, and the operator reads why', async () => {
    const admins = (await kestrel.world.people.persons.list()).filter(({ role }) => role === 'admin');
    for (const { id } of admins.filter(({ id }) => id !== kestrel.admin.id)) {
      await kestrel.world.people.admin.disable(kestrel.admin, id);
    }
    const ada = someone('ada', { email: kestrel.adminAccount.email, groups: ['auditors'] });
    const { answer, browser } = await kestrel.signIn(ada);
    expect([answer.to, (await browser.look('/console/people')).status]).toEqual(['/console/requests', 200]);
    expect(kestrel.world.providerReports.at(-1)).toEqual({ kept: expect.stringContaining('the last admin') });
    expect((await visitor(kestrel.world.url).signIn(kestrel.adminAccount)).status).toBe(303);
  });
});

describe('a provider that tells names and groups only when asked once more', () => {
  it('is asked once more', async () => {
    const byTheBook = await providerWorld({ claimsIn: 'userinfo' });
    await byTheBook.signIn(someone('ines', { groups: ['it-leads'] }));
    const found = await byTheBook.world.people.persons.findByEmail('ines@kestrel.example');
    await byTheBook.close();
    expect([found, byTheBook.provider.calls]).toEqual([
      expect.objectContaining({ name: 'The ines', role: 'admin' }),
      expect.arrayContaining(['/me']),
    ]);
  });
});
