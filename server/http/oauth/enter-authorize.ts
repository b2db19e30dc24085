import type { Request } from 'express';
import type { Installation } from '../../../core/ports/installation.ts';
import { type Asked, authorizePath } from '../../oauth/authorize-path.ts';
import { type AuthorizeRequest, readAsked, readAuthorize, redirectOf } from '../../oauth/read-authorize.ts';
import type { SignedInPerson } from '../../sign-in/create-sign-in.ts';
import { type Reply, seeOther } from '../reply.ts';
import { leadBackWithError } from './lead-back.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { refusedPage } from './refused-page.ts';

/** Somebody signed in, before whom a known app asks to act for him. */
export type OpenedAuthorize = {
  readonly request: Request;
  readonly asks: Asked;
  readonly authorize: AuthorizeRequest;
  readonly signedIn: SignedInPerson;
  readonly installation: Installation;
  /** Host of the help desk account. */
  readonly account: string;
};

export type AuthorizeEntry =
  | { readonly kind: 'opened'; readonly opened: OpenedAuthorize }
  /** Nobody can be asked: a page, the sign-in, or the way back with an error. */
  | { readonly kind: 'answer'; readonly reply: Reply };

/** Checks everything that does not need the person's press. Until client and address are known to be right, nothing leads anywhere. */
export async function enterAuthorize(deps: OAuthDeps, request: Request): Promise<AuthorizeEntry> {
  const asks = readAsked(request.query);
  if (asks === null) return answer(refusedPage(deps, request, null, 'broken'));
  const client = asks.client_id === undefined ? null : await deps.oauth.clients.find(asks.client_id);
  const row = client === null ? null : await deps.installations.find(client.installationId);
  if (client === null || row === null) return answer(refusedPage(deps, request, asks, 'client'));
  const redirect = redirectOf(asks, client);
  if (redirect === null) return answer(refusedPage(deps, request, asks, 'redirect'));
  const reading = readAuthorize(asks, client, redirect);
  if (reading.kind === 'refused') return answer(leadBackWithError(reading, reading.error));
  const signedIn = await deps.signIn.signedIn(request);
  if (signedIn === null) return answer(seeOther(deps.signIn.signInUrl(authorizePath(asks))));
  const { installation, address } = row;
  const account = URL.parse(address)?.host ?? address;
  return {
    kind: 'opened',
    opened: { request, asks, authorize: reading.request, signedIn, installation, account },
  };
}

const answer = (reply: Reply): AuthorizeEntry => ({ kind: 'answer', reply });
