import type { Kysely } from 'kysely';
import type { Person } from '../../core/people/rights.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import type { QueueTable } from '../storage/people-tables.ts';
import type { Tables } from '../storage/tables.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { newId } from '../secrets/secret-token.ts';

/** A place where requests wait for whoever of its members is free. Only members and admins see its requests. */
export type Queue = {
  readonly id: string;
  readonly name: string;
  /** Null: for requests of every installation. */
  readonly installationId: string | null;
  readonly memberIds: readonly string[];
  readonly createdAt: EpochMs;
};

export type QueueSettings = Pick<Queue, 'name' | 'installationId' | 'memberIds'>;

export type Queues = {
  find(id: string): Promise<Queue | null>;
  /** By name. */
  list(): Promise<readonly Queue[]>;
  /** The new queue's id; null when the name is taken. */
  add(by: Person, settings: QueueSettings): Promise<string | null>;
  change(by: Person, id: string, settings: QueueSettings): Promise<'done' | 'no-such-queue' | 'name-taken'>;
  /** Its requests stay in the log with its name; admins see the active ones and move them. */
  remove(by: Person, id: string): Promise<boolean>;
};

/** `announceRights` is told of everybody who came into or fell out of a queue. */
export function createQueues(
  database: Database,
  audited: AuditedWrite,
  announceRights: (personId: string) => void,
): Queues {
  const { read } = database;
  const find = async (id: string): Promise<Queue | null> => (await listQueues(read, id))[0] ?? null;
  return {
    find,
    list: () => listQueues(read, null),
    add: async (by, settings) => {
      const id = await audited(by, async (db, now) => {
        if (await isTaken(db, settings.name, null)) return { result: null, note: null };
        const made = newId();
        const { name, installationId } = settings;
        await db
          .insertInto('queue')
          .values({ id: made, name, installation_id: installationId, created_at: now, removed_at: null })
          .execute();
        await setMembers(db, made, settings.memberIds);
        return { result: made, note: { action: 'queue.added', installationId, detail: { queueId: made, name } } };
      });
      if (id !== null) settings.memberIds.forEach(announceRights);
      return id;
    },
    change: async (by, id, settings) => {
      const before = await find(id);
      const answer = await audited(by, async (db) => {
        if (before === null) return { result: 'no-such-queue' as const, note: null };
        if (await isTaken(db, settings.name, id)) return { result: 'name-taken' as const, note: null };
        const { name, installationId, memberIds } = settings;
        await db.updateTable('queue').set({ name, installation_id: installationId }).where('id', '=', id).execute();
        await setMembers(db, id, memberIds);
        const note = { action: 'queue.changed', installationId, detail: { queueId: id, name, memberIds } };
        return { result: 'done' as const, note };
      });
      if (answer === 'done') new Set([...(before?.memberIds ?? []), ...settings.memberIds]).forEach(announceRights);
      return answer;
    },
    remove: async (by, id) => {
      const before = await find(id);
      if (before === null) return false;
      await audited(by, async (db, now) => {
        await db.updateTable('queue').set({ removed_at: now }).where('id', '=', id).execute();
        return { result: null, note: { action: 'queue.removed', detail: { queueId: id, name: before.name } } };
      });
      before.memberIds.forEach(announceRights);
      return true;
    },
  };
}

async function listQueues(db: Kysely<Tables>, id: string | null): Promise<readonly Queue[]> {
  const all = db.selectFrom('queue').selectAll().where('removed_at', 'is', null).orderBy('name').orderBy('id');
  const rows = await (id === null ? all : all.where('id', '=', id)).execute();
  if (rows.length === 0) return [];
  const members = await db
    .selectFrom('queue_member')
    .selectAll()
    .where(
      'queue_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('person_id')
    .execute();
  const membersOf = Map.groupBy(members, (member) => member.queue_id);
  return rows.map((row) =>
    queueOf(
      row,
      (membersOf.get(row.id) ?? []).map((member) => member.person_id),
    ),
  );
}

function queueOf(row: QueueTable, memberIds: readonly string[]): Queue {
  return { id: row.id, name: row.name, installationId: row.installation_id, memberIds, createdAt: row.created_at };
}

async function isTaken(db: Kysely<Tables>, name: string, exceptId: string | null): Promise<boolean> {
  const same = db.selectFrom('queue').select('id').where('name', '=', name).where('removed_at', 'is', null);
  const row = await (exceptId === null ? same : same.where('id', '!=', exceptId)).executeTakeFirst();
  return row !== undefined;
}

async function setMembers(db: Kysely<Tables>, queueId: string, memberIds: readonly string[]): Promise<void> {
  await db.deleteFrom('queue_member').where('queue_id', '=', queueId).execute();
  const values = [...new Set(memberIds)].map((personId) => ({ queue_id: queueId, person_id: personId }));
  if (values.length > 0) await db.insertInto('queue_member').values(values).execute();
}
