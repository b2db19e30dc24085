import type { EpochMs } from '../../../core/session-request/values.ts';
import { emailAddress, text } from '../../outside-text.ts';

/** What the provider proved about somebody, read as the hostile text that it is. */
export type ProvenPerson = {
  readonly issuer: string;
  readonly subject: string;
  /** Null: none was told, or it is none. */
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
  /** When he last proved himself there; null where the provider does not tell. */
  readonly signedInAt: EpochMs | null;
};

export type Claims = Readonly<Record<string, unknown>>;

const SUBJECT = text({ most: 255, least: 1 });
const NAME = text({ most: 120, least: 1 });
const MOST_GROUPS = 2000;

/** Null when the claims do not name anybody. */
export function readClaims(claims: Claims, groupsClaim: string | null): ProvenPerson | null {
  const { iss: issuer, sub: subject } = claims;
  // Kept as it came: two names that differ only in a space are two people.
  if (typeof issuer !== 'string' || typeof subject !== 'string' || SUBJECT.safeParse(subject).data !== subject) {
    return null;
  }
  const email = emailAddress.safeParse(claims['email']).data ?? null;
  return {
    issuer,
    subject,
    email,
    // Some providers send it as text.
    isEmailVerified: claims['email_verified'] === true || claims['email_verified'] === 'true',
    name: nameOf(claims) ?? email ?? subject.slice(0, 120),
    groups: groupsClaim === null ? [] : readGroups(valueAt(claims, groupsClaim)),
    signedInAt: Number.isSafeInteger(claims['auth_time']) ? Number(claims['auth_time']) * 1000 : null,
  };
}

/** Whether the claims have what is needed without asking the provider once more. */
export function isComplete(claims: Claims, groupsClaim: string | null): boolean {
  const needed = ['email', 'email_verified', 'name'].every((name) => claims[name] !== undefined);
  return needed && (groupsClaim === null || valueAt(claims, groupsClaim) !== undefined);
}

function nameOf(claims: Claims): string | undefined {
  const { name, given_name: given, family_name: family, preferred_username: user } = claims;
  const parts = [given, family].filter((part) => typeof part === 'string').join(' ');
  return [name, parts, user].map((one) => NAME.safeParse(one).data).find((one) => one !== undefined);
}

/** The claim of this very name, else the one at the end of its dotted path. */
function valueAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((value, part) => {
    const isInside = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
    return isInside ? (value as Claims)[part] : undefined;
  }, claims);
}

function readGroups(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value.slice(0, MOST_GROUPS) : [value];
  return list.filter((group) => typeof group === 'string');
}
