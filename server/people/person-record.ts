import type { Person, Role } from '../../core/people/rights.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { PersonTable } from '../storage/people-tables.ts';

/** A person with a place in this server: who he is, what he may do, and how the console speaks to him. Never the password. */
export type PersonRecord = Person & {
  readonly email: string;
  readonly role: Role;
  /** False until the person used the link and chose a password. */
  readonly hasPassword: boolean;
  /** BCP 47 tag; null: as the browser asks. */
  readonly language: string | null;
  /** IANA name; null: as the browser says. */
  readonly timeZone: string | null;
  readonly createdAt: EpochMs;
  readonly disabledAt: EpochMs | null;
};

export function personRecord(row: PersonTable, queueIds: readonly string[]): PersonRecord {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    queueIds,
    hasPassword: row.password_hash !== null,
    language: row.language,
    timeZone: row.time_zone,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
}

/** Addresses are compared without regard to letter case. */
export function emailKey(email: string): string {
  return email.toLowerCase();
}
