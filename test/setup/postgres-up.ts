import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { POSTGRES_SOCKETS } from './postgres-database.ts';

const VERSIONS = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 20_000;

/** Starts one PostgreSQL for the whole run, on a socket in a folder of its own. Without PostgreSQL: says so, and fails when CI=true. */
export default async function postgresUp(): Promise<void> {
  const programs = findPrograms();
  if (programs === null) return missing();
  const folder = mkdtempSync(join(tmpdir(), 'session-requests-postgres-'));
  const account = accountToRunAs();
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const initdb = ['-D', data, '--no-sync', '-A', 'trust', '-U', 'postgres', '--locale=C', '--encoding=UTF8'];
  execFileSync(join(programs, 'initdb'), initdb, { ...account, stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
  const settings = ['-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'max_connections=200'];
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, ...settings], {
    ...account,
    stdio: 'ignore',
    cwd: folder,
  });
  server.unref();
  writeFileSync(join(folder, 'pid'), String(server.pid));
  process.env[POSTGRES_SOCKETS] = folder;
  await untilItAnswers(folder);
}

export function findPrograms(): string | null {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(VERSIONS, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

function missing(): void {
  const message =
    'PostgreSQL is not installed: every test that needs it is left out (looked in /usr/lib/postgresql and PATH).';
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n${'!'.repeat(100)}\n${message}\n${'!'.repeat(100)}\n\n`);
}

/** PostgreSQL refuses to run as root; its package brings an account of its own. */
export function accountToRunAs(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error('Running as root, but there is no account "postgres" to start PostgreSQL as.');
  return { uid: Number(uid), gid: Number(gid) };
}

export async function untilItAnswers(folder: string): Promise<void> {
  const giveUpAt = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new Client({ host: folder, user: 'postgres', database: 'postgres' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw new Error('PostgreSQL did not start in time.', { cause: error });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
