import type { EpochMs } from '../../core/session-request/values.ts';
import type { OwnAccount } from '../people/own-account.ts';
import { COST, hashPassword, verifyPassword } from './password-hash.ts';
import { takeTurns, TooManyWaiting } from './take-turns.ts';
import type { Throttle } from './throttle.ts';

export type PasswordAnswer =
  | { readonly kind: 'right'; readonly personId: string }
  /** Wrong address or wrong password: nobody learns which. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly againAt: EpochMs }
  | { readonly kind: 'busy' };

export type PasswordSignIn = {
  /** `address`: the client's network address. */
  check(email: string, password: string, address: string): Promise<PasswordAnswer>;
  /** For new passwords, in turn with the checks. Rejects with `TooManyWaiting`. */
  hash(password: string): Promise<string>;
};

const AT_ONCE = 2;
const WAITING_AT_MOST = 30;

/** Checks passwords. An unknown account costs the same time as a known one. */
export function createPasswordSignIn(account: OwnAccount, throttle: Throttle): PasswordSignIn {
  const inTurn = takeTurns(AT_ONCE, WAITING_AT_MOST);
  const nobodys = hashPassword('nobody has this password', COST);
  return {
    hash: (password) => inTurn(() => hashPassword(password)),
    check: async (email, password, address) => {
      const wait = await throttle.begin(email, address);
      if (wait !== null) return { kind: 'wait', againAt: wait.againAt };
      const known = await account.passwordOf(email);
      try {
        const verdict = await inTurn(async () => verifyPassword(password, known?.hash ?? (await nobodys)));
        if (verdict === 'wrong' || known === null) return { kind: 'wrong' };
        await throttle.succeeded(email, address);
        if (verdict === 'outdated') {
          await account.rehash(known.personId, known.hash, await inTurn(() => hashPassword(password)));
        }
        return { kind: 'right', personId: known.personId };
      } catch (error) {
        if (error instanceof TooManyWaiting) return { kind: 'busy' };
        throw error;
      }
    },
  };
}
