import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Clock } from '../../core/ports/world.ts';
import { problem } from '../http/problem.ts';
import type { PersonRecord } from '../people/person-record.ts';
import type { People } from '../composition/accounts.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { Database } from '../storage/database.ts';
import { signInCookie } from './cookie.ts';
import { isOwnOrigin } from './own-origin.ts';
import { isWatching } from './is-watching.ts';
import { createPasswordSignIn, type PasswordSignIn } from './password-sign-in.ts';
import { returnPath } from './return-path.ts';
import type { SignedIn, SignIn } from './sign-in.ts';
import { createSignInStore, LONGEST_MS, type RunningSignIn } from './sign-in-store.ts';
import { createThrottle } from './throttle.ts';

export type SignInDeps = {
  readonly database: Database;
  readonly people: Pick<People, 'persons' | 'ownAccount'>;
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** Origin under which people reach this server. */
  readonly publicUrl: string;
};

export type SignedInPerson = SignedIn & { readonly person: PersonRecord };

/** Sign-in by cookie, with what the console needs beside what every page needs. */
export type SignInService = Omit<SignIn, 'signedIn'> & {
  signedIn(request: Request): Promise<SignedInPerson | null>;
  /** Starts a sign-in under a new token, whatever token the browser brought. The value for Set-Cookie; null when the person is disabled. */
  open(request: Request, personId: string): Promise<string | null>;
  /** Ends the sign-in. The value for Set-Cookie. */
  close(request: Request): Promise<string>;
  /** Throws a 403 problem unless the post comes from a page of ours. For forms of people who are not signed in. */
  checkOrigin(request: Request): void;
  readonly passwords: PasswordSignIn;
};

const CSRF_PURPOSE = 'form-of-sign-in';

export function createSignIn(deps: SignInDeps): SignInService {
  const { database, keys, clock, publicUrl } = deps;
  const { persons, ownAccount } = deps.people;
  const store = createSignInStore(database);
  const cookie = signInCookie(publicUrl.startsWith('https://'));
  const tokenOf = (request: Request): string | null => cookie.read(request.get('cookie'));
  const csrfOf = (running: RunningSignIn): string => keys.mac(CSRF_PURPOSE, running.tokenHash).toString('base64url');
  const checkOrigin = (request: Request): void => {
    if (!isOwnOrigin(request, publicUrl)) throw foreignForm();
  };
  const closeOld = async (request: Request): Promise<void> => {
    const token = tokenOf(request);
    if (token !== null) await store.close(token);
  };
  return {
    signedIn: async (request) => {
      const token = tokenOf(request);
      if (token === null) return null;
      const now = clock.now();
      const running = await store.find(token, now);
      if (running === null) return null;
      const person = await persons.find(running.personId);
      if (person === null || person.disabledAt !== null) return null;
      // An open page that only listens is nobody's activity.
      if (!isWatching(request)) await store.markSeen(running, now);
      return { person, csrf: csrfOf(running) };
    },
    checkForm: (request, signedIn) => {
      checkOrigin(request);
      if (!isSame(fieldOf(request.body, 'csrf'), signedIn.csrf)) throw foreignForm();
    },
    checkOrigin,
    passwords: createPasswordSignIn(ownAccount, createThrottle(database, keys, clock)),
    signInUrl: (returnTo) => `/console/sign-in?${new URLSearchParams({ return: returnPath(returnTo) }).toString()}`,
    open: async (request, personId) => {
      await closeOld(request);
      const token = await store.open(personId, clock.now());
      return token === null ? null : cookie.set(token, LONGEST_MS / 1000);
    },
    close: async (request) => {
      await closeOld(request);
      return cookie.clear();
    },
  };
}

function fieldOf(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function isSame(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

const foreignForm = () =>
  problem(
    403,
    'foreign-form',
    'This form did not come from this page',
    'Load the page again, under the address this server was set up with, and send the form once more.',
  );
