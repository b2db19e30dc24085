import { createHash } from 'node:crypto';
import type { ExternalApp } from './external-app.ts';
import type { Parts } from './parts.ts';
import { textOf } from './values.ts';
import type { Row } from './values.ts';

/** Who a person is, as the userinfo endpoint tells it. */
export function claimsOf(parts: Parts, user: Row): Record<string, unknown> {
  const id = textOf(user['Id']);
  return {
    sub: `${parts.url()}/id/${parts.org.organizationId}/${id}`,
    user_id: id,
    organization_id: parts.org.organizationId,
    preferred_username: user['Username'],
    nickname: textOf(user['FirstName']).toLowerCase(),
    name: user['Name'],
    given_name: user['FirstName'],
    family_name: user['LastName'],
    email: user['Email'],
    email_verified: !parts.org.unverifiedEmails.has(id),
    zoneinfo: user['TimeZoneSidKey'],
    locale: user['LanguageLocaleKey'],
    active: user['IsActive'],
    user_type: 'STANDARD',
  };
}

/** Who signed in, and nothing more: that is an app's usual setting. The rest is told at the userinfo endpoint. */
export function idToken(parts: Parts, app: ExternalApp, user: Row, nonce: string | null, accessToken: string): string {
  const seconds = Math.floor(parts.org.clock.now() / 1000);
  const half = createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
  return parts.key.sign({
    sub: claimsOf(parts, user)['sub'],
    iss: parts.url(),
    aud: app.clientId,
    iat: seconds,
    exp: seconds + 120,
    at_hash: half,
    ...(nonce === null ? {} : { nonce }),
  });
}
