import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { StorageFault } from '../fault.ts';
import { beginImmediate } from './begin.ts';
import type { SqliteConnection } from './connection.ts';

/** The right of this process to be the only server on a database file. */
export type Ownership = {
  /** Throws `database-taken-over` when another server took the file. Call it inside a transaction; looks only when the last beat is old. */
  assertHeld(): void;
  /** Renews the sign of life. Call it inside a transaction. */
  beat(): void;
  release(): void;
};

export const HEARTBEAT_MS = 5_000;
const DEAD_AFTER_MS = 15_000;

type OwnerRow = { readonly token: string; readonly pid: number; readonly host: string; readonly beat_at: number };

/** Owners inside this very process: the process id alone says nothing here, and in containers it is always the same. */
const ownTokens = new Set<string>();

/** Takes the file or throws `database-in-use`. An owner that was silent for 15 s, or whose process is gone on this host, is replaced. */
export async function takeOwnership(connection: SqliteConnection): Promise<Ownership> {
  const token = randomUUID();
  await beginImmediate(connection);
  try {
    connection.run(CREATE_TABLE, []);
    const owner = currentOwner(connection);
    if (owner !== null && isAlive(owner)) throw inUse(owner);
    connection.run('delete from owner', []);
    connection.run('insert into owner (id, token, pid, host, beat_at) values (1, ?, ?, ?, ?)', [
      token,
      process.pid,
      hostname(),
      Date.now(),
    ]);
    connection.run('commit', []);
  } catch (error) {
    if (connection.inTransaction()) connection.run('rollback', []);
    throw error;
  }
  ownTokens.add(token);
  return ownership(connection, token);
}

const CREATE_TABLE = `create table if not exists owner (
  id integer primary key check (id = 1), token text not null, pid integer not null, host text not null, beat_at integer not null)`;

function ownership(connection: SqliteConnection, token: string): Ownership {
  let beatenAt = Date.now();
  function beat(): void {
    const now = Date.now();
    const changed = connection.run('update owner set beat_at = ? where token = ?', [now, token]);
    if (changed === 0)
      throw new StorageFault('database-taken-over', 'Another server has taken over this database; this one must stop.');
    beatenAt = now;
  }
  return {
    beat,
    assertHeld: () => {
      if (Math.abs(Date.now() - beatenAt) >= DEAD_AFTER_MS - HEARTBEAT_MS) beat();
    },
    release: () => {
      ownTokens.delete(token);
      connection.run('delete from owner where token = ?', [token]);
    },
  };
}

function currentOwner(connection: SqliteConnection): OwnerRow | null {
  return (connection.get('select token, pid, host, beat_at from owner', []) as OwnerRow | undefined) ?? null;
}

function isAlive(owner: OwnerRow): boolean {
  if (owner.host === hostname()) {
    if (owner.pid === process.pid) return ownTokens.has(owner.token);
    if (!processExists(owner.pid)) return false;
  }
  return Date.now() - owner.beat_at < DEAD_AFTER_MS;
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}

function inUse(owner: OwnerRow): StorageFault {
  const silentS = Math.round((Date.now() - owner.beat_at) / 1000);
  return new StorageFault(
    'database-in-use',
    `Another server (process ${owner.pid} on ${owner.host}, last sign of life ${silentS} s ago) uses this database. ` +
      `Stop it first; if it is gone for good, start again in ${DEAD_AFTER_MS / 1000} s.`,
  );
}
