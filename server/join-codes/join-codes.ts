import type { EpochMs } from '../../core/session-request/values.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { createFailureCounts } from '../sign-in/failure-counts.ts';
import { networkOf } from '../sign-in/network-of.ts';
import type { ThrottleRule } from '../sign-in/throttle-rules.ts';
import type { Database } from '../storage/database.ts';
import { newCode, readCode, showCode } from './code-letters.ts';

/** The link that a code stands for. */
type Linked = { readonly id: string; readonly linkGeneration: number };

export type CodeAnswer =
  | { readonly kind: 'found'; readonly link: Linked }
  /** Not a code, none of ours, or one whose time has run out: nobody learns which. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'wait'; readonly againAt: EpochMs };

/** Short codes to be read aloud, each standing for one link for a little while. */
export type JoinCodes = {
  /** A new code; the request's older ones are void. */
  make(request: Linked): Promise<{ readonly code: string; readonly expiresAt: EpochMs }>;
  /** What somebody at a network address typed. Wrong ones are counted. */
  read(typed: string, address: string): Promise<CodeAnswer>;
};

const MINUTE_MS = 60_000;
export const CODE_LASTS_MS = 15 * MINUTE_MS;
const PURPOSE = 'join-code';

/** A person mistypes a few times. All guessers of the world together get a hundred tries, then one a minute. */
const RULES = {
  network: { free: 5, firstWaitMs: 30_000, longestWaitMs: 30 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  everybody: { free: 100, firstWaitMs: 5000, longestWaitMs: MINUTE_MS, forgetAfterMs: 10 * MINUTE_MS },
} as const satisfies Record<string, ThrottleRule>;

export function createJoinCodes(database: Database, keys: KeyRing, clock: Clock): JoinCodes {
  const counts = createFailureCounts(database, clock);
  const keyOf = (...parts: readonly string[]): string => keys.mac(PURPOSE, parts.join('\n')).toString('base64url');
  const hashOf = (code: string): string => keyOf('code', code);
  return {
    make: async ({ id, linkGeneration }) => {
      const code = newCode();
      const now = clock.now();
      const expiresAt = now + CODE_LASTS_MS;
      await database.write(async (db) => {
        await db
          .deleteFrom('join_code')
          .where((row) => row.or([row('request_id', '=', id), row('expires_at', '<=', now)]))
          .execute();
        const row = { request_id: id, link_generation: linkGeneration, expires_at: expiresAt };
        await db
          .insertInto('join_code')
          .values({ code_hash: hashOf(code), ...row })
          .execute();
      });
      return { code: showCode(code), expiresAt };
    },
    read: async (typed, address) => {
      const code = readCode(typed);
      if (code === null) return { kind: 'unreadable' };
      const counted = [
        { key: keyOf('network', networkOf(address)), rule: RULES.network },
        { key: keyOf('everybody'), rule: RULES.everybody },
      ];
      const blocked = await counts.begin(counted);
      if (blocked !== null) return { kind: 'wait', againAt: blocked.againAt };
      const query = database.read.selectFrom('join_code').selectAll().where('code_hash', '=', hashOf(code));
      const row = await query.where('expires_at', '>', clock.now()).executeTakeFirst();
      if (row === undefined) return { kind: 'wrong' };
      await counts.takeBack(counted.map(({ key }) => key));
      return { kind: 'found', link: { id: row.request_id, linkGeneration: row.link_generation } };
    },
  };
}
