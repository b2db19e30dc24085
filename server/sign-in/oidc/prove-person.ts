import type { PendingSignIn } from './pending-sign-in.ts';
import type { Provider } from './provider.ts';
import { type ProviderTrouble, readTrouble } from './provider-trouble.ts';
import { type Claims, isComplete, type ProvenPerson, readClaims } from './read-claims.ts';

export type Proof =
  | { readonly ok: true; readonly proven: ProvenPerson }
  | { readonly ok: false; readonly trouble: ProviderTrouble };

/**
 * Exchanges the code for an ID token and believes it only when signature, issuer, audience, times and nonce are right. `cameBackTo` is our
 * own redirect address with the query that the browser brought.
 */
export async function provePerson(
  provider: Provider,
  cameBackTo: URL,
  pending: PendingSignIn,
  groupsClaim: string | null,
): Promise<Proof> {
  try {
    const claims = await claimsOf(provider, cameBackTo, pending, groupsClaim);
    const proven = readClaims(claims, groupsClaim);
    if (proven !== null) return { ok: true, proven };
    return { ok: false, trouble: { code: 'not-believed', detail: 'the ID token names nobody' } };
  } catch (error) {
    return { ok: false, trouble: readTrouble(error, 'sign-in') };
  }
}

async function claimsOf(
  { library, configuration }: Provider,
  cameBackTo: URL,
  pending: PendingSignIn,
  groupsClaim: string | null,
): Promise<Claims> {
  const tokens = await library.authorizationCodeGrant(configuration, cameBackTo, {
    pkceCodeVerifier: pending.verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  const proven = tokens.claims();
  if (proven === undefined) return {};
  const canTellMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
  if (isComplete(proven, groupsClaim) || !canTellMore) return proven;
  const more = await library.fetchUserInfo(configuration, tokens.access_token, proven.sub);
  return { ...more, ...proven };
}
