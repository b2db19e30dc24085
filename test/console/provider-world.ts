import type { ProviderSettings } from '../../server/sign-in/oidc/provider-settings.ts';
import type { Account } from '../fakes/oidc/accounts.ts';
import { type FakeOidc, type FakeOidcOptions, startFakeOidc } from '../fakes/oidc/start.ts';
import { type Account as LocalAccount, enterAdmin } from '../support/enter-people.ts';
import type { Person } from '../../core/people/rights.ts';
import { throughProvider } from '../support/through-provider.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { type Answer, textOf, visitor, type Visitor } from './visitor.ts';

/** A console whose people can sign in at a provider on this machine. */
export type ProviderWorld = {
  readonly world: ConsoleWorld;
  readonly provider: FakeOidc;
  readonly admin: Person;
  readonly adminAccount: LocalAccount;
  set(over?: Partial<ProviderSettings>): Promise<void>;
  /** Presses the button, signs in at the provider, and brings the answer back to the console. */
  signIn(account: Account | null, browser?: Visitor): Promise<Visit>;
  /** The same up to the provider's answer: the path at the console to which it leads. */
  asFarAsAnswer(account: Account | null, browser: Visitor): Promise<string>;
  /** From the provider's page, wherever the button led, to the path at the console that its answer leads to. */
  backFrom(away: string | null): Promise<string>;
  close(): Promise<void>;
};

export type Visit = { readonly answer: Answer; readonly browser: Visitor; readonly said: string };

const CALLBACK = '/console/sign-in/oidc/callback';
/** A provider that lets people of three groups in, and enters who is new. */
export const OPEN: Omit<ProviderSettings, 'issuer' | 'clientId' | 'clientSecret'> = {
  label: 'Kestrel ID',
  scopes: ['openid', 'email', 'profile', 'groups'],
  groupsClaim: 'groups',
  groups: { admin: ['it-leads'], 'support-agent': ['helpdesk'], viewer: ['auditors'] },
  roleWithoutGroup: null,
  verifiedEmailOnly: true,
  emailDomains: [],
  addsPeople: true,
};

export async function providerWorld(options: Pick<FakeOidcOptions, 'claimsIn'> = {}): Promise<ProviderWorld> {
  const world = await consoleWorld();
  const provider = await startFakeOidc({ ...options, redirectUri: world.url + CALLBACK });
  const { person: admin, account: adminAccount } = await enterAdmin(world.people);
  const backFrom = async (away: string | null): Promise<string> => {
    const back = new URL(await throughProvider(away ?? ''));
    return back.pathname + back.search;
  };
  const asFarAsAnswer = async (account: Account | null, browser: Visitor): Promise<string> => {
    provider.signsIn(account);
    return backFrom((await browser.look('/console/sign-in/oidc')).to);
  };
  const set = (over: Partial<ProviderSettings> = {}): Promise<void> => {
    const { issuer, clientId, clientSecret } = provider;
    const { clientSecret: secret, ...settings } = { ...OPEN, issuer, clientId, clientSecret, ...over };
    return world.oidc.settings.save(admin, settings, secret);
  };
  await set();
  return {
    world,
    provider,
    admin,
    adminAccount,
    set,
    asFarAsAnswer,
    backFrom,
    signIn: async (account, browser = visitor(world.url)) => {
      const answer = await browser.look(await asFarAsAnswer(account, browser));
      return { answer, browser, said: textOf((await browser.look(answer.to ?? '/')).body) };
    },
    close: async () => {
      await Promise.all([world.close(), provider.close()]);
    },
  };
}

/** Somebody at the provider, verified and in the group of support agents unless told otherwise. */
export function someone(id: string, over: Partial<Account> = {}): Account {
  return { id, email: `${id}@kestrel.example`, emailVerified: true, name: `The ${id}`, groups: ['helpdesk'], ...over };
}
