import { Worker } from 'node:worker_threads';
import { StorageFault } from '../fault.ts';

export type AsideQuestion = { readonly id: number; readonly sql: string; readonly parameters: readonly unknown[] };
export type AsideAnswer =
  | { readonly id: number; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly failure: string };

/** Reads in a thread of its own, with a connection of its own, so that a long query holds up nobody. */
export type AsideReader = {
  all(sql: string, parameters: readonly unknown[]): Promise<readonly unknown[]>;
  close(): Promise<void>;
};

type Waiting = { resolve(rows: readonly unknown[]): void; reject(error: StorageFault): void };
type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting> };

/** Starting a thread costs some tens of milliseconds of the other core, keeping one some megabytes. */
const IDLE_MS = 5000;
const SCRIPT = new URL('./aside-thread.ts', import.meta.url);

/** The thread starts with the first question and ends when none has come for a while. */
export function createAsideReader(path: string, idleMs: number = IDLE_MS): AsideReader {
  let thread: Thread | null = null;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.worker.terminate();
  }

  function start(): Thread {
    const started: Thread = { worker: new Worker(SCRIPT, { workerData: { path } }), waiting: new Map() };
    const { worker, waiting } = started;
    worker.on('message', (answer: AsideAnswer) => {
      settle(waiting, answer);
      if (waiting.size > 0) return;
      // While somebody waits the process must not end; an idle thread must not keep it.
      worker.unref();
      clearTimeout(idle);
      idle = setTimeout(() => void end(), idleMs).unref();
    });
    const lost = (cause?: unknown): void => {
      if (thread === started) thread = null;
      for (const each of waiting.values()) each.reject(new StorageFault('read-failed', LOST, cause));
      waiting.clear();
    };
    worker.on('error', lost);
    worker.on('exit', () => lost());
    return started;
  }

  return {
    all: (sql, parameters) => {
      if (isClosed) return Promise.reject(new StorageFault('database-closed', 'The database was closed.'));
      clearTimeout(idle);
      thread ??= start();
      const { worker, waiting } = thread;
      const id = (lastId += 1);
      worker.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, sql, parameters: [...parameters] } satisfies AsideQuestion, []);
      });
    },
    close: async () => {
      isClosed = true;
      await end();
    },
  };
}

const LOST = 'The thread that reads beside the others ended before it answered.';

function settle(waiting: Map<number, Waiting>, answer: AsideAnswer): void {
  const asked = waiting.get(answer.id);
  waiting.delete(answer.id);
  if ('rows' in answer) asked?.resolve(answer.rows);
  else asked?.reject(new StorageFault('read-failed', `A long query failed: ${answer.failure}`));
}
