import type { AuthorizeError } from '../../oauth/read-authorize.ts';
import { withAnswer } from '../../oauth/redirects.ts';
import { type Reply, seeOther } from '../reply.ts';

type Way = { readonly redirect: string; readonly state: string | null };

/** To the platform, with the code. Only ever called with an address that is one of the client's. */
export function leadBackWithCode({ redirect, state }: Way, code: string): Reply {
  return seeOther(withAnswer(redirect, { code, state }));
}

/** To the platform, with the reason why there is no code. */
export function leadBackWithError({ redirect, state }: Way, { error, description }: AuthorizeError): Reply {
  return seeOther(withAnswer(redirect, { error, error_description: description, state }));
}
