import type { Request } from 'express';
import type { Person } from '../../core/people/rights.ts';

/** A person's running sign-in, as the pages need it. */
export type SignedIn = {
  readonly person: Person;
  /** Put into every form as `csrf`; checked by `checkForm`. */
  readonly csrf: string;
};

export type SignIn = {
  /** The person behind the request's cookie; null when nobody is signed in (or no longer, or disabled). */
  signedIn(request: Request): Promise<SignedIn | null>;
  /** Throws a 403 problem unless the post comes from our own page and carries this sign-in's `csrf`. */
  checkForm(request: Request, signedIn: SignedIn): void;
  /** Where to send somebody who must sign in first and then come back to `returnTo` (a path of ours). */
  signInUrl(returnTo: string): string;
};
