import type { Kysely } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import { digest, newToken } from '../secrets/secret-token.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';

const IDLE_MS = 30 * 60 * 1000;
export const LONGEST_MS = 12 * 60 * 60 * 1000;
/** Being seen is written down at most this often, so that reading pages does not become writing. */
const SEEN_EVERY_MS = 60 * 1000;

/** A running sign-in. Its token is in the browser alone; here is only its SHA-256. */
export type RunningSignIn = { readonly tokenHash: string; readonly personId: string; readonly seenAt: EpochMs };

export type SignInStore = {
  /** A new token for a person who may sign in; null when he was disabled meanwhile. */
  open(personId: string, now: EpochMs): Promise<string | null>;
  /** Null: signed out, idle for 30 minutes, 12 hours old, disabled, or never there. */
  find(token: string, now: EpochMs): Promise<RunningSignIn | null>;
  markSeen(signIn: RunningSignIn, now: EpochMs): Promise<void>;
  close(token: string): Promise<void>;
};

export function createSignInStore(database: Database): SignInStore {
  return {
    open: (personId, now) =>
      database.write(async (db) => {
        await removeOld(db, now);
        const living = db.selectFrom('person').select('id').where('id', '=', personId);
        if ((await living.where('disabled_at', 'is', null).executeTakeFirst()) === undefined) return null;
        const token = newToken();
        await db
          .insertInto('sign_in')
          .values({
            token_hash: digest(token),
            person_id: personId,
            created_at: now,
            seen_at: now,
            expires_at: now + LONGEST_MS,
          })
          .execute();
        return token;
      }),
    find: async (token, now) => {
      const row = await database.read
        .selectFrom('sign_in')
        .innerJoin('person', 'person.id', 'sign_in.person_id')
        .select(['sign_in.token_hash', 'sign_in.person_id', 'sign_in.seen_at'])
        .where('sign_in.token_hash', '=', digest(token))
        .where('sign_in.expires_at', '>', now)
        .where('sign_in.seen_at', '>', now - IDLE_MS)
        .where('person.disabled_at', 'is', null)
        .executeTakeFirst();
      return row === undefined ? null : { tokenHash: row.token_hash, personId: row.person_id, seenAt: row.seen_at };
    },
    markSeen: async (signIn, now) => {
      if (now - signIn.seenAt < SEEN_EVERY_MS) return;
      await database.write(async (db) => {
        await db
          .updateTable('sign_in')
          .set({ seen_at: now })
          .where('token_hash', '=', signIn.tokenHash)
          .where('seen_at', '<', now)
          .execute();
      });
    },
    close: (token) =>
      database.write(async (db) => {
        await db.deleteFrom('sign_in').where('token_hash', '=', digest(token)).execute();
      }),
  };
}

async function removeOld(db: Kysely<Tables>, now: EpochMs): Promise<void> {
  await db.deleteFrom('sign_in').where('expires_at', '<=', now).execute();
}
