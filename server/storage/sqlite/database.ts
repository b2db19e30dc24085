import { type Compilable, Kysely } from 'kysely';
import type { Database, UnitSession } from '../database.ts';
import { StorageFault } from '../fault.ts';
import { migrate } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import { type AsideReader, createAsideReader } from './aside-reader.ts';
import { cachedChainHead } from './chain-head.ts';
import { openSqliteConnection, type SqliteConnection } from './connection.ts';
import { sqliteDialect } from './dialect.ts';
import { HEARTBEAT_MS, type Ownership, takeOwnership } from './owner.ts';
import { sqliteSession } from './session.ts';
import { createWriteQueue, type WriteQueue } from './write-queue.ts';

/** An open SQLite file. The connections are there for tests that look at statements and plans. */
export type SqliteDatabase = Database & {
  readonly connections: { readonly write: SqliteConnection; readonly read: SqliteConnection };
};

/** Opens the file, becomes its only server, brings the tables up to date. One connection writes; another, read-only, reads. */
export async function openSqliteDatabase(path: string): Promise<SqliteDatabase> {
  const write = openSqliteConnection(path, 'write');
  let ownership: Ownership | null = null;
  try {
    ownership = await takeOwnership(write);
    await migrate('sqlite', new Kysely<Tables>({ dialect: sqliteDialect(write) }));
    return assemble(write, openSqliteConnection(path, 'read'), createAsideReader(path), ownership);
  } catch (error) {
    ownership?.release();
    write.close();
    throw error;
  }
}

function assemble(
  write: SqliteConnection,
  read: SqliteConnection,
  aside: AsideReader,
  ownership: Ownership,
): SqliteDatabase {
  const chainHead = cachedChainHead(write);
  const queue = createWriteQueue(write, { ...chainHead, groupBegins: () => ownership.assertHeld() });
  const writer = new Kysely<Tables>({ dialect: sqliteDialect(write, () => assertWorking(queue)) });
  const reader = new Kysely<Tables>({ dialect: sqliteDialect(read) });
  const unit: UnitSession = { ...sqliteSession(write, writer), chainHead };
  const heartbeat = startHeartbeat(queue, ownership);
  let closing: Promise<void> | null = null;
  return {
    engine: 'sqlite',
    read: reader,
    readSession: sqliteSession(read, reader),
    readAside: async <Row>(query: Compilable<Row>) => {
      const { sql, parameters } = query.compile();
      return (await aside.all(sql, parameters)) as readonly Row[];
    },
    write: (work) => queue.run(() => work(writer)),
    writeSession: (work) => queue.run(() => work(unit)),
    ping: async () => {
      queue.check();
      read.get('select 1', []);
    },
    close: () => {
      closing ??= closeAll(heartbeat, queue, aside, ownership, [read, write]);
      return closing;
    },
    connections: { write, read },
  };
}

/** A query on the writing connection outside a work would join, and be undone with, somebody else's transaction. */
function assertWorking(queue: WriteQueue): void {
  if (!queue.working())
    throw new StorageFault('write-outside-work', 'The writing connection was used after its work had ended.');
}

function startHeartbeat(queue: WriteQueue, ownership: Ownership): NodeJS.Timeout {
  const beat = async (): Promise<void> => ownership.beat();
  // Nobody waits for a beat: when it finds the file taken over, the queue refuses everything from then on.
  const timer = setInterval(() => void queue.run(beat).catch(() => undefined), HEARTBEAT_MS);
  return timer.unref();
}

async function closeAll(
  heartbeat: NodeJS.Timeout,
  queue: WriteQueue,
  aside: AsideReader,
  ownership: Ownership,
  connections: readonly SqliteConnection[],
): Promise<void> {
  clearInterval(heartbeat);
  await queue.close();
  await aside.close();
  try {
    ownership.release();
  } finally {
    for (const connection of connections) connection.close();
  }
}
