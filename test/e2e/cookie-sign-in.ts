import type { Request } from 'express';
import type { Person } from '../../core/people/rights.ts';
import { problem } from '../../server/http/problem.ts';
import type { SignIn } from '../../server/sign-in/sign-in.ts';

/** A sign-in for tests: the cookie `agent` holds the person's id. */
export type CookieSignIn = SignIn & {
  csrfOf(personId: string): string;
  /** Ends every sign-in of this person, as disabling the account does. */
  end(personId: string): void;
};

const csrfOf = (personId: string): string => `csrf-of-${personId}`;

export function cookieSignIn(people: readonly Person[]): CookieSignIn {
  const ended = new Set<string>();
  return {
    csrfOf,
    end: (personId) => ended.add(personId),
    signedIn: async (request: Request) => {
      const id = /(?:^|;\s*)agent=([\w-]+)/.exec(request.get('cookie') ?? '')?.[1];
      const person = people.find((one) => one.id === id && !ended.has(one.id));
      return person === undefined ? null : { person, csrf: csrfOf(person.id) };
    },
    checkForm: (request, signedIn) => {
      const body: unknown = request.body;
      const given = typeof body === 'object' && body !== null && 'csrf' in body ? body.csrf : null;
      if (given !== signedIn.csrf)
        throw problem(403, 'foreign-form', 'This form is not from this page', 'Load it again.');
    },
    signInUrl: (returnTo) => `/console/sign-in?${new URLSearchParams({ return: returnTo }).toString()}`,
  };
}
