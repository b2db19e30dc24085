import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Engine } from './engine.ts';
import { StorageFault } from './fault.ts';
import { migrationsFor } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** Brings the tables up to date in one transaction: all of the missing migrations, or none. */
export async function migrate(engine: Engine, db: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: async () => migrationsFor(engine) };
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName;
  throw new StorageFault(
    'migration-failed',
    failed === undefined ? 'The tables could not be brought up to date.' : `The change of tables "${failed}" failed.`,
    error,
  );
}
