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
  set(pending: PendingSignIn): string;
  /** Null: none, an old one, or one that is not ours. */
  read(header: string | undefined, now: EpochMs): PendingSignIn | null;
  clear(): string;
};

const PENDING_MS = 10 * 60 * 1000;
/** Whose sign-in a cookie is for; one of the one kind is nothing to the other. */
const KINDS = {
  provider: { place: 'sign-in-at-provider', cookie: 'sr-provider' },
  org: { place: 'sign-in-at-org', cookie: 'sr-org-sign-in' },
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
  const { place, cookie } = KINDS[kind];
  const name = secure ? `__Host-${cookie}` : `${cookie}-local`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const openSealed = (sealed: string): PendingSignIn | null => {
    try {
      return shape.safeParse(JSON.parse(vault.open(place, sealed))).data ?? null;
    } catch {
      return null;
    }
  };
  return {
    set: (pending) =>
      `${name}=${vault.seal(place, JSON.stringify(pending))}; Max-Age=${PENDING_MS / 1000}; ${attributes}`,
    read: (header, now) => {
      const values = cookiesOf(header).filter(([key]) => key === name);
      const value = values.length === 1 ? values[0]?.[1] : undefined;
      const pending = value === undefined ? null : openSealed(value);
      return pending !== null && now - pending.startedAt < PENDING_MS ? pending : null;
    },
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}
