import { randomBytes } from 'node:crypto';
import type { AdjustableClock } from '../shared/clock.ts';
import type { RecordId } from './ids.ts';

/** Whom a token stands for. `browser`: a session of a person's own page, which uses up no calls. */
export type Session = {
  readonly token: string;
  readonly userId: RecordId;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly browser: boolean;
  readonly expiresAt: number;
};

type Family = {
  readonly userId: RecordId;
  readonly clientId: string;
  readonly scopes: readonly string[];
  current: string;
  dead: boolean;
};
type Grant = Omit<Session, 'token' | 'expiresAt'>;

export type Tokens = {
  issue(grant: Grant, minutes: number): Session;
  find(token: string): Session | null;
  /** Ends a token, or with a refresh token its whole family. */
  revoke(token: string): boolean;
  /** Ends every session, of one user or of all; refresh tokens stay. */
  revokeSessions(userId: RecordId | null): number;
  issueRefresh(grant: Grant): string;
  /**
   * The grant behind a refresh token and the one to use from now on. A token that was used up kills the family: one of two holders is
   * a thief.
   */
  useRefresh(token: string, clientId: string, rotate: boolean): { readonly grant: Grant; readonly next: string } | null;
};

export function tokenStore(clock: AdjustableClock, organizationId: RecordId): Tokens {
  const sessions = new Map<string, Session>();
  const families = new Map<string, Family>();
  const familyOf = (token: string): Family | undefined => families.get(token);

  return {
    issue(grant, minutes) {
      const token = `${organizationId.slice(0, 15)}!${randomBytes(32).toString('base64url').replaceAll('-', '.')}`;
      const session = { ...grant, token, expiresAt: clock.now() + minutes * 60_000 };
      sessions.set(token, session);
      return session;
    },
    find(token) {
      const session = sessions.get(token);
      return session !== undefined && clock.now() < session.expiresAt ? session : null;
    },
    revoke(token) {
      const family = familyOf(token);
      if (family !== undefined) {
        family.dead = true;
        for (const one of sessions.values())
          if (one.clientId === family.clientId && one.userId === family.userId) sessions.delete(one.token);
        return true;
      }
      return sessions.delete(token);
    },
    revokeSessions(userId) {
      const ended = [...sessions.values()].filter((one) => userId === null || one.userId === userId);
      for (const one of ended) sessions.delete(one.token);
      return ended.length;
    },
    issueRefresh({ userId, clientId, scopes }) {
      const token = `5Aep${randomBytes(32).toString('base64url').replaceAll('-', '.')}`;
      families.set(token, { userId, clientId, scopes, current: token, dead: false });
      return token;
    },
    useRefresh(token, clientId, rotate) {
      const family = familyOf(token);
      if (family === undefined || family.dead || family.clientId !== clientId) return null;
      if (family.current !== token) {
        family.dead = true;
        return null;
      }
      const grant = { userId: family.userId, clientId, scopes: family.scopes, browser: false };
      if (!rotate) return { grant, next: token };
      const next = `5Aep${randomBytes(32).toString('base64url').replaceAll('-', '.')}`;
      family.current = next;
      families.set(next, family);
      return { grant, next };
    },
  };
}
