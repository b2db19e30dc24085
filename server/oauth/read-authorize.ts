import { z } from 'zod';
import { ASKED, type Asked, authorizePath, LONGEST_PATH } from './authorize-path.ts';
import type { OAuthClient } from './clients.ts';
import { isChallenge } from './pkce.ts';
import { isWholeScope } from './scope.ts';

/** Why the platform gets no code, in the words of RFC 6749, and a sentence for whoever set it up. */
export type AuthorizeError = {
  readonly error: 'invalid_request' | 'unsupported_response_type' | 'invalid_scope' | 'access_denied';
  readonly description: string;
};

/** Somebody may be asked, and the answer may be sent. */
export type AuthorizeRequest = {
  readonly client: OAuthClient;
  readonly redirect: string;
  readonly state: string | null;
  readonly challenge: string | null;
};

export type AuthorizeReading =
  | { readonly kind: 'asks'; readonly request: AuthorizeRequest }
  /** Known client, known address: the platform is told. */
  | {
      readonly kind: 'refused';
      readonly redirect: string;
      readonly state: string | null;
      readonly error: AuthorizeError;
    };

const wellFormed = z.string().refine((text) => text.isWellFormed());
const asked = z.object(Object.fromEntries(ASKED.map((name) => [name, wellFormed.optional()])));

/** What an address asks. Null when something stands in it twice, or when it is too long: nobody can say what was meant. */
export function readAsked(query: unknown): Asked | null {
  const parsed = asked.safeParse(query);
  if (!parsed.success) return null;
  return authorizePath(parsed.data).length <= LONGEST_PATH ? parsed.data : null;
}

/** The address for the answer; null when it is not exactly one of the client's. Then nothing may be sent anywhere. */
export function redirectOf(asks: Asked, client: OAuthClient): string | null {
  return client.redirects.find((one) => one === asks.redirect_uri) ?? null;
}

/** Judges all the rest, once client and address are known to be right. */
export function readAuthorize(asks: Asked, client: OAuthClient, redirect: string): AuthorizeReading {
  const state = asks.state ?? null;
  const challenge = asks.code_challenge ?? null;
  const error = errorIn(asks, challenge);
  return error === null
    ? { kind: 'asks', request: { client, redirect, state, challenge } }
    : { kind: 'refused', redirect, state, error };
}

function errorIn(asks: Asked, challenge: string | null): AuthorizeError | null {
  if (asks.response_type !== 'code') {
    return { error: 'unsupported_response_type', description: 'Ask with response_type=code.' };
  }
  if (!isWholeScope(asks.scope ?? null)) {
    return {
      error: 'invalid_scope',
      description: 'Ask for the scope "sessions:read sessions:write", or leave it out.',
    };
  }
  const method = asks.code_challenge_method ?? null;
  if (challenge === null) {
    if (method === null) return null;
    return { error: 'invalid_request', description: 'code_challenge_method needs a code_challenge.' };
  }
  // Without a method RFC 7636 means "plain", which protects nobody who can read the address.
  if (method !== 'S256' || !isChallenge(challenge)) {
    return {
      error: 'invalid_request',
      description: 'Send code_challenge_method=S256 with a challenge of 43 characters.',
    };
  }
  return null;
}
