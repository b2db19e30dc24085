import { parentPort, workerData } from 'node:worker_threads';
import type { AsideAnswer, AsideQuestion } from './aside-reader.ts';
import { openSqliteConnection } from './connection.ts';

// The thread of `aside-reader.ts`: one question after the other, each answered with its rows.
const { path } = workerData as { readonly path: string };
const connection = openSqliteConnection(path, 'read');

function answer({ id, sql, parameters }: AsideQuestion): AsideAnswer {
  try {
    return { id, rows: connection.all(sql, parameters) };
  } catch (error) {
    return { id, failure: Error.isError(error) ? error.message : 'it threw no error' };
  }
}

parentPort?.on('message', (question: AsideQuestion) => parentPort?.postMessage(answer(question), []));
