import { z } from 'zod';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Vault } from '../../secrets/vault.ts';
import { cookiesOf } from '../cookie.ts';

/** What this browser must bring back from the provider, and where it wanted to go. */
export type PendingSignIn = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Digest of who was to answer, for which client: a cookie has no room for long addresses. */
  readonly asked: string;
  readonly returnTo: string;
  /** BCP 47 tag the person chose on our page, or the empty text. */
  readonly language: string;
  readonly startedAt: EpochMs;
};

/** The cookie that binds an answer of the provider to the browser that asked: sealed, so that nobody reads or makes one. */
export type PendingCookie = {
  /** `header`: the Cookie header it is set beside; what was begun in another tab stays. */
  set(pending: PendingSignIn, header: string | undefined): string;
  /** All that this browser began, without old ones and those that are not ours. */
  read(header: string | undefined, now: EpochMs): readonly Begun[];
};

/** `clear`: to be set as a cookie when it came to an end. */
export type Begun = { readonly pending: PendingSignIn; readonly clear: string };

const PENDING_MS = 10 * 60 * 1000;
/**
 * Whose sign-in a cookie is for; one of the one kind is nothing to the other. `tabs` may sign in at once: agents press Connect in several.
 * Where long addresses are brought back, more than one would make the Cookie header longer than servers take.
 */
const KINDS = {
  provider: { place: 'sign-in-at-provider', cookie: 'sr-provider', tabs: 1 },
  org: { place: 'sign-in-at-org', cookie: 'sr-org-sign-in', tabs: 4 },
} as const;

const shape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  asked: z.string(),
  returnTo: z.string(),
  language: z.string(),
  startedAt: z.number(),
});

/** `Lax`: the provider leads the browser back from another site. */
export function pendingCookie(vault: Vault, secure: boolean, kind: keyof typeof KINDS): PendingCookie {
  const { place, cookie, tabs } = KINDS[kind];
  const first = secure ? `__Host-${cookie}` : `${cookie}-local`;
  const names = Array.from({ length: tabs }, (_, index) => (index === 0 ? first : `${first}-${index + 1}`));
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  // Two tabs that begin in the same moment bring the same header: each gets another name all the same.
  let turn = 0;
  const openSealed = (sealed: string): PendingSignIn | null => {
    try {
      return shape.safeParse(JSON.parse(vault.open(place, sealed))).data ?? null;
    } catch {
      return null;
    }
  };
  return {
    set: (pending, header) => {
      const taken = new Set(cookiesOf(header).map(([name]) => name));
      const inTurn = [...names.slice(turn), ...names.slice(0, turn)];
      turn = (turn + 1) % names.length;
      const name = inTurn.find((one) => !taken.has(one)) ?? inTurn[0] ?? first;
      return `${name}=${vault.seal(place, JSON.stringify(pending))}; Max-Age=${PENDING_MS / 1000}; ${attributes}`;
    },
    read: (header, now) =>
      names.flatMap((name) => {
        const values = cookiesOf(header).filter(([key]) => key === name);
        // Two of the same name: one was planted, and nobody can say which.
        const value = values.length === 1 ? values[0]?.[1] : undefined;
        const pending = value === undefined ? null : openSealed(value);
        if (pending === null || now - pending.startedAt >= PENDING_MS) return [];
        return [{ pending, clear: `${name}=; Max-Age=0; ${attributes}` }];
      }),
  };
}
