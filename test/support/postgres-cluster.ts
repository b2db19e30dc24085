import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POSTGRES_SOCKETS } from '../setup/postgres-database.ts';
import { accountToRunAs, findPrograms, untilItAnswers } from '../setup/postgres-up.ts';

/** A PostgreSQL of its own, thrown away at the end. While it runs, `createPostgresDatabase` makes databases in it. */
export type PostgresCluster = { stop(): Promise<void> };

/**
 * Starts a cluster that syncs every commit to the disk, as one in use does; the tests' own does not. Null when the machine has no
 * PostgreSQL. `parent`: the folder its files are made in.
 */
export async function startDurablePostgres(parent = tmpdir()): Promise<PostgresCluster | null> {
  const programs = findPrograms();
  if (programs === null) return null;
  const folder = mkdtempSync(join(parent, 'session-requests-postgres-'));
  const account = accountToRunAs();
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-A', 'trust', '-U', 'postgres', '--locale=C', '--encoding=UTF8'];
  execFileSync(join(programs, 'initdb'), initdb, { ...account, stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
  const settings = ['-c', 'listen_addresses=', '-c', 'max_connections=100'];
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, ...settings], {
    ...account,
    stdio: 'ignore',
    cwd: folder,
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  process.on('exit', () => server.kill('SIGQUIT'));
  writeFileSync(join(folder, 'pid'), String(server.pid));
  process.env[POSTGRES_SOCKETS] = folder;
  await untilItAnswers(folder);
  return {
    stop: async () => {
      server.kill('SIGQUIT');
      await ended;
      Reflect.deleteProperty(process.env, POSTGRES_SOCKETS);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
