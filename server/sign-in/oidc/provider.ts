import { isDeepStrictEqual } from 'node:util';
import type * as OpenidClient from 'openid-client';
import type { Clock } from '../../../core/ports/world.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import { type AddressRule, isProviderAddress } from './provider-address.ts';
import type { ProviderClient } from './provider-settings.ts';
import { ProviderFault, type ProviderTrouble, readTrouble } from './provider-trouble.ts';

/** A provider whose description was read. */
export type Provider = {
  readonly library: typeof OpenidClient;
  readonly configuration: OpenidClient.Configuration;
};

export type ProviderAnswer =
  | { readonly ok: true; readonly provider: Provider }
  | { readonly ok: false; readonly trouble: ProviderTrouble };

export type Providers = {
  /** Reads the provider's description at most once an hour, and after a failure not again at once, however many people press. */
  of(settings: ProviderClient): Promise<ProviderAnswer>;
  /** Reads it now. */
  look(settings: ProviderClient): Promise<ProviderAnswer>;
};

export type ProviderDeps = AddressRule & { readonly clock: Clock; readonly timeoutMs: number };

/** Keys that the provider changed are fetched by the library itself; the rest of a description hardly ever changes. */
const KEEP_MS = 60 * 60 * 1000;
const AGAIN_AFTER_MS = 3000;
/** Clocks differ; more than this is a clock that is wrong. */
const TOLERANCE_SEC = 60;

type Kept = { readonly settings: ProviderClient; readonly at: number; readonly answer: Promise<ProviderAnswer> };

export function createProviders(deps: ProviderDeps): Providers {
  const fetch = createGuardedFetch(deps);
  let kept: Kept | null = null;
  const look = async (settings: ProviderClient): Promise<ProviderAnswer> => {
    const library = await import('openid-client');
    try {
      return { ok: true, provider: { library, configuration: await discover(library, settings, fetch, deps) } };
    } catch (error) {
      return { ok: false, trouble: readTrouble(error, 'discovery') };
    }
  };
  const keep = (settings: ProviderClient): Promise<ProviderAnswer> => {
    const made: Kept = { settings, at: deps.clock.now(), answer: look(settings) };
    kept = made;
    return made.answer;
  };
  return {
    look: (settings) => keep(settings),
    of: async (settings) => {
      const now = deps.clock.now();
      if (kept === null || now - kept.at >= KEEP_MS || !isDeepStrictEqual(kept.settings, settings))
        return keep(settings);
      const { at, answer } = kept;
      const known = await answer;
      return known.ok || now - at < AGAIN_AFTER_MS ? known : keep(settings);
    },
  };
}

async function discover(
  library: typeof OpenidClient,
  settings: ProviderClient,
  fetch: OpenidClient.CustomFetch,
  deps: ProviderDeps,
): Promise<OpenidClient.Configuration> {
  const issuer = new URL(settings.issuer);
  const configuration = await library.discovery(
    issuer,
    settings.clientId,
    { [library.clockTolerance]: TOLERANCE_SEC },
    clientAuth(library, settings.clientSecret),
    {
      [library.customFetch]: fetch,
      // Ours is the one that counts; this one must only not come first.
      timeout: deps.timeoutMs / 1000 + 5,
      execute: issuer.protocol === 'http:' ? [library.allowInsecureRequests] : [],
    },
  );
  const found = configuration.serverMetadata();
  // The library lets Microsoft's addresses for every organisation at once pass; anybody with an account there could come in.
  if (new URL(found.issuer).href !== issuer.href) {
    throw new ProviderFault('other-issuer', 'the description is for every organisation at once');
  }
  const { authorization_endpoint: page, token_endpoint: tokens, jwks_uri: keys } = found;
  if (page === undefined || !isProviderAddress(page, deps) || tokens === undefined || keys === undefined) {
    throw new ProviderFault('not-a-provider', 'the description lacks an address that is needed');
  }
  // Not only the way the token came is trusted, but also its signature.
  library.enableNonRepudiationChecks(configuration);
  return configuration;
}

/** As the provider says it wants the secret. What it leaves open is Basic, after the specification. */
function clientAuth(library: typeof OpenidClient, secret: string | null): OpenidClient.ClientAuth {
  if (secret === null) return library.None();
  const basic = library.ClientSecretBasic(secret);
  const post = library.ClientSecretPost(secret);
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const auth = ways.includes('client_secret_post') && !ways.includes('client_secret_basic') ? post : basic;
    auth(server, client, body, headers);
  };
}
