import type { Provider, Providers } from './provider.ts';
import type { ProviderClient } from './provider-settings.ts';
import { type ProviderTrouble, readTrouble } from './provider-trouble.ts';

/** What a test of the settings found. */
export type ProviderLook =
  | {
      readonly ok: true;
      readonly issuer: string;
      /** Host of the page on which people sign in. */
      readonly host: string;
      /** Whether the provider says that it checks the proof key of the code (PKCE with S256). */
      readonly checksProofKey: boolean;
      /** Scopes of the settings that the provider's list lacks. */
      readonly unknownScopes: readonly string[];
      readonly client: 'accepted' | 'unclear';
    }
  | { readonly ok: false; readonly trouble: ProviderTrouble };

/** Reads the provider's description anew, and shows it our client with a code that cannot be right. */
export async function lookAtProvider(
  providers: Providers,
  settings: ProviderClient,
  redirectUri: string,
): Promise<ProviderLook> {
  const answer = await providers.look(settings);
  if (!answer.ok) return answer;
  const { provider } = answer;
  const refusal = await tryClient(provider, redirectUri);
  if (refusal.code !== 'code-refused' && refusal.code !== 'not-believed') return { ok: false, trouble: refusal };
  const found = provider.configuration.serverMetadata();
  const { scopes_supported: known, code_challenge_methods_supported: methods, authorization_endpoint: page } = found;
  return {
    ok: true,
    issuer: found.issuer,
    host: new URL(page ?? found.issuer).host,
    checksProofKey: methods?.includes('S256') ?? false,
    unknownScopes: known === undefined ? [] : settings.scopes.filter((scope) => !known.includes(scope)),
    client: refusal.code === 'code-refused' ? 'accepted' : 'unclear',
  };
}

/** A provider looks at the client before the code, so a refusal of the code tells that id and secret are right. */
async function tryClient({ library, configuration }: Provider, redirectUri: string): Promise<ProviderTrouble> {
  try {
    await library.genericGrantRequest(configuration, 'authorization_code', {
      code: library.randomState(),
      redirect_uri: redirectUri,
      code_verifier: library.randomPKCECodeVerifier(),
    });
    return { code: 'not-believed', detail: 'it took a code that nobody made' };
  } catch (error) {
    return readTrouble(error, 'sign-in');
  }
}
