import type { ApiAnswer } from './api-call.ts';
import type { ExternalApp } from './external-app.ts';

/** What a token call comes to. */
export type OAuthOutcome =
  | {
      readonly kind: 'granted';
      readonly app: ExternalApp;
      readonly userId: string;
      readonly scopes: readonly string[];
      /** A new refresh token goes with it; a text: this one. */
      readonly refresh: boolean | string;
      /** Of an ID token; null: without. */
      readonly nonce: string | null;
    }
  | { readonly kind: 'refused'; readonly answer: ApiAnswer };

export function oauthError(error: string, description: string, status = 400): OAuthOutcome {
  return { kind: 'refused', answer: { status, body: { error, error_description: description } } };
}
