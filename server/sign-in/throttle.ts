import type { EpochMs } from '../../core/session-request/values.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { Database } from '../storage/database.ts';
import { createFailureCounts } from './failure-counts.ts';
import { networkOf } from './network-of.ts';
import { THROTTLE_RULES } from './throttle-rules.ts';

/** Slows down guessing of passwords. Known and unknown accounts are counted alike. */
export type Throttle = {
  /** Counts a try as failed before it is made, so that many at once get no more tries than one after the other. Null: go ahead. */
  begin(email: string, address: string): Promise<{ readonly againAt: EpochMs } | null>;
  /** The password was right: forgets the failures of the account, but not those of the network against others. */
  succeeded(email: string, address: string): Promise<void>;
};

const PURPOSE = 'sign-in-throttle';

export function createThrottle(database: Database, keys: KeyRing, clock: Clock): Throttle {
  const counts = createFailureCounts(database, clock);
  const keyOf = (...parts: readonly string[]): string => keys.mac(PURPOSE, parts.join('\n')).toString('base64url');
  const keysOf = (email: string, address: string) => {
    const account = email.trim().toLowerCase();
    const network = networkOf(address);
    return [
      { key: keyOf('account-from-network', account, network), rule: THROTTLE_RULES.accountFromNetwork },
      { key: keyOf('network', network), rule: THROTTLE_RULES.network },
      { key: keyOf('account', account), rule: THROTTLE_RULES.account },
    ];
  };
  return {
    begin: (email, address) => counts.begin(keysOf(email, address)),
    succeeded: async (email, address) => {
      const named = keysOf(email, address);
      const own = named.filter(({ rule }) => rule !== THROTTLE_RULES.network).map(({ key }) => key);
      const network = named.filter(({ rule }) => rule === THROTTLE_RULES.network).map(({ key }) => key);
      await counts.forget(own);
      await counts.takeBack(network);
    },
  };
}
