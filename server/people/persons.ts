import type { Kysely } from 'kysely';
import type { Database } from '../storage/database.ts';
import { prepare } from '../storage/prepared.ts';
import type { Session } from '../storage/session.ts';
import type { Tables } from '../storage/tables.ts';
import { emailKey, personRecord, type PersonRecord } from './person-record.ts';

/** Looks people up. */
export type Persons = {
  find(id: string): Promise<PersonRecord | null>;
  findByEmail(email: string): Promise<PersonRecord | null>;
  /** By name; the disabled ones too. */
  list(): Promise<readonly PersonRecord[]>;
  /** Whether anybody was ever entered: without people the first admin's link works. */
  isEmpty(): Promise<boolean>;
};

export function createPersons(database: Database): Persons {
  const { read, readSession } = database;
  return {
    find: (id) => readPerson(readSession, id),
    findByEmail: async (email) => {
      const row = await read.selectFrom('person').select('id').where('email', '=', emailKey(email)).executeTakeFirst();
      return row === undefined ? null : findPerson(read, row.id);
    },
    list: async () => {
      const [rows, memberships] = await Promise.all([
        read.selectFrom('person').selectAll().orderBy('name').orderBy('id').execute(),
        livingMemberships(read).execute(),
      ]);
      const queuesOf = Map.groupBy(memberships, (membership) => membership.person_id);
      return rows.map((row) =>
        personRecord(
          row,
          (queuesOf.get(row.id) ?? []).map((membership) => membership.queue_id),
        ),
      );
    },
    isEmpty: async () => (await read.selectFrom('person').select('id').limit(1).executeTakeFirst()) === undefined,
  };
}

const personById = prepare<{ id: string }>()((db, { id }) => db.selectFrom('person').selectAll().where('id', '=', id));
const queuesOfPerson = prepare<{ id: string }>()((db, { id }) =>
  livingMemberships(db).where('queue_member.person_id', '=', id),
);

/** With prepared queries: every call of a signed-in agent asks who he is. */
export async function readPerson(session: Session, id: string): Promise<PersonRecord | null> {
  const row = await session.first(personById, { id });
  if (row === null) return null;
  const queues = await session.all(queuesOfPerson, { id });
  return personRecord(
    row,
    queues.map((queue) => queue.queue_id),
  );
}

/** In whichever transaction `db` is. */
export async function findPerson(db: Kysely<Tables>, id: string): Promise<PersonRecord | null> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const queues = await livingMemberships(db).where('queue_member.person_id', '=', id).execute();
  return personRecord(
    row,
    queues.map((queue) => queue.queue_id),
  );
}

function livingMemberships(db: Kysely<Tables>) {
  return db
    .selectFrom('queue_member')
    .innerJoin('queue', 'queue.id', 'queue_member.queue_id')
    .where('queue.removed_at', 'is', null)
    .select(['queue_member.person_id', 'queue_member.queue_id']);
}
