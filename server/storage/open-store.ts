import { auditReader } from './audit-reader.ts';
import { commandPurge } from './command-log.ts';
import type { Database } from './database.ts';
import { installationAdmin } from './installation-store.ts';
import { leaseStore } from './lease-store.ts';
import { type DatabasePlace, openDatabase } from './open-database.ts';
import { presenceStore } from './presence-store.ts';
import { requestReader } from './request-reader.ts';
import type { Store } from './store.ts';
import { unitOfWork } from './unit-of-work.ts';

/** Opens the database and everything the server keeps in it. Throws `StorageFault`, such as `database-in-use`. */
export async function openStore(place: DatabasePlace): Promise<Store> {
  return storeOn(await openDatabase(place));
}

/** The store on a database that is open already; closing it closes the database. */
export function storeOn(database: Database): Store {
  return {
    engine: database.engine,
    database,
    unitOfWork: unitOfWork(database),
    requests: requestReader(database),
    presence: presenceStore(database),
    leases: leaseStore(database),
    audit: auditReader(database),
    installations: installationAdmin(database),
    commands: commandPurge(database),
    ping: () => database.ping(),
    close: () => database.close(),
  };
}
