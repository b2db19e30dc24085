import { z } from 'zod';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Vault } from '../../secrets/vault.ts';
import { cookiesOf } from '../cookie.ts';

/** The cookies of an agent who signs in with his help desk account. */
export type OrgCookies = {
  readToken(header: string | undefined): string | null;
  setToken(token: string, maxAgeSec: number): string;
  clearToken(): string;
  /** Says, for two minutes and to this server alone, that the agent pressed Connect for this request. */
  setPress(requestId: string, now: EpochMs): string;
  /** Whether a press for this request is carried. */
  carriesPress(header: string | undefined, requestId: string, now: EpochMs): boolean;
  clearPress(): string;
};

const TOKEN = /^[0-9a-hj-km-np-tv-z]{32}$/;
const PRESS_MS = 2 * 60_000;
const PLACE = 'press-of-connect';
const shape = z.object({ requestId: z.string(), until: z.number() });

export function createOrgCookies(vault: Vault, secure: boolean): OrgCookies {
  const nameOf = (name: string): string => (secure ? `__Host-${name}` : `${name}-local`);
  const [token, press] = [nameOf('sr-agent'), nameOf('sr-press')];
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    readToken: (header) => {
      const value = only(header, token);
      return value !== null && TOKEN.test(value) ? value : null;
    },
    setToken: (value, maxAgeSec) => `${token}=${value}; Max-Age=${maxAgeSec}; ${attributes}`,
    clearToken: () => `${token}=; Max-Age=0; ${attributes}`,
    setPress: (requestId, now) => {
      const sealed = vault.seal(PLACE, JSON.stringify({ requestId, until: now + PRESS_MS }));
      return `${press}=${sealed}; Max-Age=${PRESS_MS / 1000}; ${attributes}`;
    },
    carriesPress: (header, requestId, now) => {
      const value = only(header, press);
      const carried = value === null ? null : unsealed(vault, value);
      return carried !== null && carried.requestId === requestId && now < carried.until;
    },
    clearPress: () => `${press}=; Max-Age=0; ${attributes}`,
  };
}

/** Two of the same name: one was planted, and nobody can say which. */
function only(header: string | undefined, name: string): string | null {
  const values = cookiesOf(header).filter(([key]) => key === name);
  return values.length === 1 ? (values[0]?.[1] ?? null) : null;
}

function unsealed(vault: Vault, sealed: string): z.output<typeof shape> | null {
  try {
    return shape.safeParse(JSON.parse(vault.open(PLACE, sealed))).data ?? null;
  } catch {
    return null;
  }
}
