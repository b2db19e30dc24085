import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../core/ports/world.ts';
import { digest } from '../../secrets/secret-token.ts';
import { VaultFault } from '../../secrets/vault.ts';
import { takeTurns, TooManyWaiting } from '../take-turns.ts';
import type { PendingCookie, PendingSignIn } from './pending-sign-in.ts';
import type { Provider, Providers } from './provider.ts';
import type { ProviderClient } from './provider-settings.ts';
import type { ProviderTrouble } from './provider-trouble.ts';
import { provePerson } from './prove-person.ts';
import type { ProvenPerson } from './read-claims.ts';

/** Why nobody was signed in, whoever it would have been. */
export type FlowRefusal =
  | 'not-set-up'
  /** Begun too long ago, in another browser, or not by us. */
  | 'stale'
  | 'cancelled'
  | 'down'
  | 'wrong-settings'
  | 'not-believed'
  | 'busy';

export type Refused<Refusal extends string = FlowRefusal> = { readonly kind: 'refused'; readonly refusal: Refusal };

/** `returnTo`: a path of ours; `language`: as chosen on our page, or the empty text. Both come back with the person. */
export type Wanted = { readonly returnTo: string; readonly language: string };

/** A sign-in at a provider. `Entered`: what it comes to here; `Refusal`: why somebody who was proved may not come in. */
export type OidcFlow<Entered, Refusal extends string> = {
  /** Where to send the browser, and the cookie that binds the answer to it. `cookies`: the browser's Cookie header. */
  begin(
    wanted: Wanted,
    cookies: string | undefined,
  ): Promise<{ readonly kind: 'go'; readonly url: string; readonly cookie: string } | Refused>;
  /** `query` as the browser brought it back, `cookies` its Cookie header. */
  finish(query: string, cookies: string | undefined): Promise<Finished<Entered, Refusal>>;
};

/** `cookies`: to be set with whatever is answered, as an answer of the provider counts once. */
export type Finished<Entered, Refusal extends string> = {
  readonly wanted: Wanted | null;
  readonly cookies: readonly string[];
} & Came<Entered, Refusal>;
type Came<Entered, Refusal extends string> =
  | { readonly kind: 'in'; readonly entered: Entered }
  | Refused<FlowRefusal | Refusal>;

export type FlowDeps<Client extends ProviderClient, Entered, Refusal extends string> = {
  readonly settings: { read(): Promise<Client | null> };
  /** What somebody whom the provider proved comes to here. */
  readonly enter: (
    proven: ProvenPerson,
    client: Client,
  ) => Promise<{ readonly ok: true; readonly entered: Entered } | { readonly ok: false; readonly refusal: Refusal }>;
  readonly providers: Providers;
  readonly cookie: PendingCookie;
  readonly clock: Clock;
  readonly redirectUri: string;
  readonly report: (reason: Readonly<Record<string, string>>) => void;
};

/** Each sign-in waits for somebody else's server: a flood of them must not take all sockets. */
const AT_ONCE = 20;
const WAITING_AT_MOST = 100;

export function createOidcFlow<Client extends ProviderClient, Entered, Refusal extends string>(
  deps: FlowDeps<Client, Entered, Refusal>,
): OidcFlow<Entered, Refusal> {
  const inTurn = takeTurns(AT_ONCE, WAITING_AT_MOST);
  return {
    begin: (wanted, cookies) => orRefused(deps, () => inTurn(() => begin(deps, wanted, cookies))),
    finish: async (query, cookies) => {
      const begun = deps.cookie.read(cookies, deps.clock.now()).find(({ pending }) => isStateOf(pending, query));
      if (begun === undefined) return { ...refused('stale'), wanted: null, cookies: [] };
      const { pending, clear } = begun;
      const { returnTo, language } = pending;
      const answer = await orRefused(deps, () => inTurn(() => finish(deps, pending, query)));
      return { ...answer, wanted: { returnTo, language }, cookies: [clear] };
    },
  };
}

const refused = <Refusal extends string>(refusal: Refusal): Refused<Refusal> => ({ kind: 'refused', refusal });

const askedOf = ({ issuer, clientId }: ProviderClient): string => digest(`${issuer}\n${clientId}`);

type Ready<Client> = { readonly settings: Client; readonly provider: Provider };
type AnyDeps = Pick<
  FlowDeps<ProviderClient, unknown, string>,
  'settings' | 'providers' | 'cookie' | 'clock' | 'redirectUri' | 'report'
>;

async function begin(
  deps: AnyDeps,
  wanted: Wanted,
  cookies: string | undefined,
): ReturnType<OidcFlow<unknown, string>['begin']> {
  const ready = await readyProvider(deps);
  if ('kind' in ready) return ready;
  const { library, configuration } = ready.provider;
  const [state, nonce] = [library.randomState(), library.randomNonce()];
  const verifier = library.randomPKCECodeVerifier();
  const { maxAgeMs } = ready.settings;
  const url = library.buildAuthorizationUrl(configuration, {
    redirect_uri: deps.redirectUri,
    scope: ready.settings.scopes.join(' '),
    state,
    nonce,
    code_challenge: await library.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(maxAgeMs === undefined ? {} : { max_age: String(Math.floor(maxAgeMs / 1000)) }),
  });
  const { returnTo, language } = wanted;
  const asked = askedOf(ready.settings);
  const pending = { state, nonce, verifier, asked, returnTo, language, startedAt: deps.clock.now() };
  return { kind: 'go', url: url.href, cookie: deps.cookie.set(pending, cookies) };
}

async function finish<Client extends ProviderClient, Entered, Refusal extends string>(
  deps: FlowDeps<Client, Entered, Refusal>,
  pending: PendingSignIn,
  query: string,
): Promise<Came<Entered, Refusal>> {
  const ready = await readyProvider(deps);
  if ('kind' in ready) return ready;
  const { settings, provider } = ready;
  // An admin changed the provider meanwhile: the code belongs to the one before.
  if (pending.asked !== askedOf(settings)) return refused('stale');
  const proof = await provePerson(provider, new URL(`${deps.redirectUri}?${query}`), pending, settings.groupsClaim);
  if (!proof.ok) return troubled(deps, proof.trouble);
  const answer = await deps.enter(proof.proven, settings);
  if (answer.ok) return { kind: 'in', entered: answer.entered };
  deps.report({ refusal: answer.refusal });
  return refused(answer.refusal);
}

async function readyProvider<Client extends ProviderClient>(
  deps: Pick<AnyDeps, 'providers' | 'report'> & { readonly settings: { read(): Promise<Client | null> } },
): Promise<Ready<Client> | Refused> {
  const settings = await deps.settings.read();
  if (settings === null) return refused('not-set-up');
  const answer = await deps.providers.of(settings);
  return answer.ok ? { settings, provider: answer.provider } : troubled(deps, answer.trouble);
}

function troubled({ report }: Pick<AnyDeps, 'report'>, { code, detail }: ProviderTrouble): Refused {
  report({ trouble: code, detail });
  switch (code) {
    case 'cancelled':
      return refused('cancelled');
    case 'unreachable':
    case 'slow':
      return refused('down');
    case 'private-address':
    case 'not-a-provider':
    case 'other-issuer':
    case 'client-refused':
    case 'secret-lost':
      return refused('wrong-settings');
    case 'code-refused':
    case 'not-believed':
      return refused('not-believed');
    default:
      return code satisfies never;
  }
}

async function orRefused<Answer>(
  deps: Pick<AnyDeps, 'report'>,
  work: () => Promise<Answer>,
): Promise<Answer | Refused> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooManyWaiting) return refused('busy');
    if (error instanceof VaultFault) return troubled(deps, { code: 'secret-lost', detail: error.message });
    throw error;
  }
}

/** Compared before anything is asked: without the cookie of this very sign-in nobody can make us call the provider. */
function isStateOf(pending: PendingSignIn, query: string): boolean {
  const states = new URLSearchParams(query).getAll('state');
  const given = Buffer.from(states[0] ?? '');
  const expected = Buffer.from(pending.state);
  return states.length === 1 && given.length === expected.length && timingSafeEqual(given, expected);
}
