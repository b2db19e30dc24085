import { StorageFault } from '../fault.ts';
import { nextTurn } from '../next-turn.ts';
import { beginImmediate } from './begin.ts';
import type { SqliteConnection } from './connection.ts';

/** What else must follow the life of a group: caches that may only believe what was committed. */
export type GroupHooks = {
  /** Right after the write lock was taken; a throw refuses the whole group. */
  readonly groupBegins: () => void;
  readonly workBegins: () => void;
  readonly workUndone: () => void;
  readonly groupEnded: (committed: boolean) => void;
};

/** The one door for writes on SQLite: works that arrive together share one durable commit. */
export type WriteQueue = {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** True while a work runs, the only time when its connection may be used. */
  working(): boolean;
  /** Throws when the database must not be written any more. */
  check(): void;
  /** Refuses new works and waits for those that were taken. */
  close(): Promise<void>;
};

type Job = {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

const WORKS_PER_COMMIT = 64;

export function createWriteQueue(connection: SqliteConnection, hooks: GroupHooks): WriteQueue {
  const waiting: Job[] = [];
  let pumping: Promise<void> | null = null;
  let refusal: StorageFault | null = null;
  let working = false;

  function check(): void {
    if (refusal !== null) throw refusal;
  }

  async function pump(): Promise<void> {
    // Waiting for the next turn of the event loop lets every request that has arrived join the group.
    for (await nextTurn(); waiting.length > 0; await nextTurn()) await runGroup(waiting.splice(0, WORKS_PER_COMMIT));
    pumping = null;
  }

  async function runGroup(group: readonly Job[]): Promise<void> {
    let answers: readonly (() => void)[];
    try {
      check();
      await beginImmediate(connection);
      hooks.groupBegins();
      answers = await runWorks(group);
      connection.run('commit', []);
      hooks.groupEnded(true);
    } catch (error) {
      abandon(error);
      for (const job of group) job.reject(error);
      return;
    }
    for (const answer of answers) answer();
  }

  async function runWorks(group: readonly Job[]): Promise<readonly (() => void)[]> {
    const answers: (() => void)[] = [];
    working = true;
    try {
      for (const job of group) answers.push(await runWork(job));
      return answers;
    } finally {
      working = false;
    }
  }

  async function runWork(job: Job): Promise<() => void> {
    connection.run('savepoint work', []);
    hooks.workBegins();
    try {
      const value = await job.work();
      connection.run('release work', []);
      return () => job.resolve(value);
    } catch (error) {
      // Some errors (disk full, I/O) make SQLite end the whole transaction by itself: then nothing of the group stands.
      if (!connection.inTransaction() || isTakenOver(error)) throw error;
      connection.run('rollback to work', []);
      connection.run('release work', []);
      hooks.workUndone();
      return () => job.reject(error);
    }
  }

  function abandon(error: unknown): void {
    hooks.groupEnded(false);
    if (isUntrustworthy(error)) {
      refusal ??= new StorageFault(
        'database-broken',
        'The database file could not be written; nothing is accepted until a restart.',
        error,
      );
    } else if (isTakenOver(error)) {
      refusal ??= error;
    }
    try {
      if (connection.inTransaction()) connection.run('rollback', []);
    } catch (rollbackError) {
      refusal ??= new StorageFault('database-broken', 'A failed change could not be undone.', rollbackError);
    }
  }

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        if (refusal !== null) return reject(refusal);
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
        pumping ??= pump();
      }),
    working: () => working,
    check,
    close: async () => {
      await pumping;
      refusal ??= new StorageFault('database-closed', 'The database was closed.');
    },
  };
}

function isTakenOver(error: unknown): error is StorageFault {
  return error instanceof StorageFault && error.code === 'database-taken-over';
}

const PRIMARY_CODE = 0xff;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** After a failed sync nobody knows what reached the disk, so going on would build on sand. */
function isUntrustworthy(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  const primary = Number(error.errcode) & PRIMARY_CODE;
  return primary === SQLITE_IOERR || primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB;
}
