import { StorageFault } from '../fault.ts';
import type { SqliteConnection } from './connection.ts';

const PATIENCE_MS = 5_000;
const PAUSE_MS = 10;

/** Takes the write lock. A foreign lock is waited for up to 5 s without blocking the process, then `database-busy` is thrown. */
export async function beginImmediate(connection: SqliteConnection): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      connection.run('begin immediate', []);
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > giveUpAt) {
        throw new StorageFault(
          'database-busy',
          'Another program has kept the database locked for more than 5 seconds.',
          error,
        );
      }
    }
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
  }
}

const SQLITE_BUSY = 5;
const PRIMARY_CODE = 0xff;

function isBusy(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'errcode' in error &&
    (Number(error.errcode) & PRIMARY_CODE) === SQLITE_BUSY
  );
}
