import type { Kysely } from 'kysely';
import type { Role } from '../../core/people/rights.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Clock } from '../../core/ports/world.ts';
import { revokeGrants } from '../oauth/grants.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { findLink, type LivingLink, makeLink, useLink } from './one-time-links.ts';
import { emailKey, type PersonRecord } from './person-record.ts';
import { findPerson } from './persons.ts';
import { newId } from '../secrets/secret-token.ts';

/** How somebody gets in for the first time: by a link that works once, for 24 hours. Looking a link up changes nothing. */
export type Entrance = {
  /** Token of the first admin's link, replacing any before it; null when there is an admin already. */
  firstAdminToken(): Promise<string | null>;
  firstAdminLinkWorks(token: string): Promise<boolean>;
  /** Enters the first admin. Null: the link no longer works, or somebody was faster. */
  enterFirstAdmin(token: string, admin: NewAdmin): Promise<PersonRecord | null>;
  /** Whose password the link sets; null when it no longer works. */
  personOfLink(token: string): Promise<PersonRecord | null>;
  /** Sets the password, ends all the person's sign-ins. Null: the link no longer works. */
  setPassword(token: string, passwordHash: string): Promise<PersonRecord | null>;
};

export type NewAdmin = { readonly name: string; readonly email: string; readonly passwordHash: string };

export function createEntrance(database: Database, audited: AuditedWrite, clock: Clock): Entrance {
  const { read } = database;
  return {
    firstAdminToken: () =>
      database.write(async (db) => ((await hasAdmin(db)) ? null : makeLink(db, 'first-admin', null, clock.now()))),
    firstAdminLinkWorks: async (token) =>
      (await findLink(read, 'first-admin', token, clock.now())) !== null && !(await hasAdmin(read)),
    enterFirstAdmin: (token, admin) =>
      audited(null, async (db, now) => {
        const link = await findLink(db, 'first-admin', token, now);
        if (link === null || (await hasAdmin(db)) || !(await useLink(db, link, now))) {
          return { result: null, note: null };
        }
        const id = await insertPerson(db, { ...admin, role: 'admin' }, now);
        const person = await findPerson(db, id);
        return { result: person, note: { action: 'person.first-admin-entered', detail: { personId: id } } };
      }),
    personOfLink: async (token) => {
      const link = await findLink(read, 'set-password', token, clock.now());
      const person = await personBehind(read, link);
      return person?.disabledAt === null ? person : null;
    },
    setPassword: (token, passwordHash) =>
      audited(null, async (db, now) => {
        const link = await findLink(db, 'set-password', token, now);
        const person = await personBehind(db, link);
        if (link === null || person === null || person.disabledAt !== null || !(await useLink(db, link, now))) {
          return { result: null, note: null };
        }
        await storePassword(db, person.id, passwordHash, now);
        return { result: person, note: { action: 'person.password-set', detail: { personId: person.id } } };
      }),
  };
}

/** A new password ends every sign-in made with the one before, and what apps were allowed in one. */
export async function storePassword(
  db: Kysely<Tables>,
  personId: string,
  passwordHash: string,
  now: EpochMs,
): Promise<void> {
  await db.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', personId).execute();
  await db.deleteFrom('sign_in').where('person_id', '=', personId).execute();
  await revokeGrants(db, now, { personId });
}

export async function insertPerson(
  db: Kysely<Tables>,
  person: {
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    readonly passwordHash: string | null;
  },
  now: EpochMs,
): Promise<string> {
  const id = newId();
  await db
    .insertInto('person')
    .values({
      id,
      name: person.name,
      email: emailKey(person.email),
      role: person.role,
      password_hash: person.passwordHash,
      language: null,
      time_zone: null,
      created_at: now,
      disabled_at: null,
    })
    .execute();
  return id;
}

async function personBehind(db: Kysely<Tables>, link: LivingLink | null): Promise<PersonRecord | null> {
  return link === null || link.personId === null ? null : findPerson(db, link.personId);
}

async function hasAdmin(db: Kysely<Tables>): Promise<boolean> {
  return (
    (await db.selectFrom('person').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst()) !== undefined
  );
}
