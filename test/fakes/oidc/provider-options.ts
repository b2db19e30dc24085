import type { Configuration } from 'oidc-provider';
import { createMemory } from './memory.ts';
import type { Account, Client } from './accounts.ts';
import { KEY_ID, type SigningKey } from './keys.ts';

/** The provider as its operator would set it up: code flow with proof key, claims of name, mail address and groups. */
export function providerOptions(
  client: Client,
  key: SigningKey,
  accountOf: (id: string) => Account | undefined,
): Configuration {
  return {
    adapter: createMemory(),
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [...client.redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['only of this fake'] },
    claims: { email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    // As most providers do it; `startFakeOidc({ claimsIn: 'userinfo' })` does it by the book.
    conformIdTokenClaims: client.claimsIn === 'userinfo',
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 3600, Grant: 3600 },
    findAccount: (_, id) => {
      const account = accountOf(id);
      if (account === undefined) return undefined;
      const { email, emailVerified, name, groups } = account;
      const told = {
        sub: id,
        email,
        email_verified: emailVerified,
        name,
        groups: groups === undefined ? undefined : [...groups],
      };
      return {
        accountId: id,
        claims: () =>
          Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as { sub: string },
      };
    },
  };
}
