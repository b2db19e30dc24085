import type { IncomingMessage } from 'node:http';
import { accessOf } from './access.ts';
import type { Access } from './access.ts';
import { errorAnswer } from './api-call.ts';
import type { ApiAnswer } from './api-call.ts';
import { bearerOf } from './bearer.ts';
import type { Parts } from './parts.ts';
import type { Session } from './tokens.ts';

/** Whoever calls, with his rights of this moment, or the answer that tells him off. */
export function authenticate(
  parts: Parts,
  request: IncomingMessage,
): { readonly session: Session; readonly access: Access } | { readonly answer: ApiAnswer } {
  const session = parts.tokens.find(bearerOf(request) ?? '');
  const user = session === null ? undefined : parts.org.store.get('User', session.userId);
  if (session === null || user?.['IsActive'] !== true) {
    return { answer: errorAnswer(401, 'INVALID_SESSION_ID', 'Session expired or invalid') };
  }
  if (!session.browser && !session.scopes.includes('api') && !session.scopes.includes('full')) {
    return {
      answer: errorAnswer(403, 'OAUTH_APPROVAL_ERROR_GENERIC', 'This session is not valid for use with the REST API'),
    };
  }
  const access = accessOf(parts.org, user);
  if (!session.browser && !access.hasUser('ApiEnabled')) {
    return { answer: errorAnswer(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner') };
  }
  return { session, access };
}
