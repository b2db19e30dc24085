import type { TokenRefusal } from '../../oauth/tokens.ts';
import { json, type Reply } from '../reply.ts';

/** Error codes of RFC 6749, 5.2. */
type TokenErrorCode = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type' | 'slow_down';

const STATUS: Readonly<Record<TokenErrorCode, number>> = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unsupported_grant_type: 400,
  slow_down: 429,
};

const REFUSALS: Readonly<Record<TokenRefusal, string>> = {
  unknown: 'This code or token is not known here. Ask the person again.',
  ended: 'This code or token has ended or was revoked. Ask the person again.',
  reused: 'This code or token was used before, so everything that came of it was ended. Ask the person again.',
  'wrong-redirect': 'The redirect_uri is not the one the code was asked with. Ask the person again.',
  'wrong-verifier': 'The code_verifier does not fit the code_challenge. Ask the person again.',
};

export function tokenError(error: TokenErrorCode, description: string): Reply {
  const challenge = error === 'invalid_client' ? { 'www-authenticate': 'Basic realm="session-requests"' } : {};
  const headers = { pragma: 'no-cache', ...challenge };
  return json(STATUS[error], { error, error_description: description }, headers);
}

export function refusedGrant(reason: TokenRefusal): Reply {
  return tokenError('invalid_grant', REFUSALS[reason]);
}
