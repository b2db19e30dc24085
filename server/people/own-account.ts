import type { NotNull } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { storePassword } from './entrance.ts';
import { emailKey, type PersonRecord } from './person-record.ts';

/** What somebody may do with his own account. */
export type OwnAccount = {
  /** The hash to check a password against; null: nobody of this address can sign in by password. */
  passwordOf(email: string): Promise<{ readonly personId: string; readonly hash: string } | null>;
  /** Ends all his sign-ins, this one too: open a new one. Apps have to be allowed again. */
  changePassword(person: PersonRecord, passwordHash: string): Promise<void>;
  /** Replaces the hash of an unchanged password by one made with today's parameters. */
  rehash(personId: string, from: string, to: string): Promise<void>;
  /** Null: as the browser says. */
  setPreferences(personId: string, preferences: Pick<PersonRecord, 'language' | 'timeZone'>): Promise<void>;
};

export function createOwnAccount(database: Database, audited: AuditedWrite): OwnAccount {
  return {
    passwordOf: async (email) => {
      const row = await database.read
        .selectFrom('person')
        .select(['id', 'password_hash'])
        .where('email', '=', emailKey(email))
        .where('disabled_at', 'is', null)
        .where('password_hash', 'is not', null)
        .$narrowType<{ password_hash: NotNull }>()
        .executeTakeFirst();
      return row === undefined ? null : { personId: row.id, hash: row.password_hash };
    },
    changePassword: (person, passwordHash) =>
      audited(person, async (db, now) => {
        await storePassword(db, person.id, passwordHash, now);
        return { result: undefined, note: { action: 'person.password-changed', detail: { personId: person.id } } };
      }),
    rehash: (personId, from, to) =>
      database.write(async (db) => {
        const query = db.updateTable('person').set({ password_hash: to }).where('id', '=', personId);
        await query.where('password_hash', '=', from).execute();
      }),
    setPreferences: (personId, { language, timeZone }) =>
      database.write(async (db) => {
        await db.updateTable('person').set({ language, time_zone: timeZone }).where('id', '=', personId).execute();
      }),
  };
}
