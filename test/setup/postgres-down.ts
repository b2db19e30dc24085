import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { POSTGRES_SOCKETS } from './postgres-database.ts';

const STOP_TIMEOUT_MS = 10_000;

/** Stops what postgres-up.ts started, without ceremony: nothing in it is to be kept. */
export default async function postgresDown(): Promise<void> {
  const folder = process.env[POSTGRES_SOCKETS];
  if (folder === undefined) return;
  process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGQUIT');
  const giveUpAt = performance.now() + STOP_TIMEOUT_MS;
  while (existsSync(join(folder, 'data', 'postmaster.pid')) && performance.now() < giveUpAt) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  rmSync(folder, { recursive: true, force: true });
}
