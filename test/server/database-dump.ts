import type { Database } from '../../server/storage/database.ts';
import type { Tables } from '../../server/storage/tables.ts';

/** Everything a call could have changed. Left out: leases, the counter of numbers, how tickets were last seen, hints that are worked off, and who looked at a page when, which move by themselves. */
const DUMPED = [
  'request',
  'event',
  'term',
  'installation',
  'install_secret',
  'person',
  'queue',
  'queue_member',
  'sign_in',
  'one_time_link',
  'setting',
  'webhook_endpoint',
] as const satisfies readonly (keyof Tables)[];

/** The database's content by table. `command` (answers given to command ids) is apart: a lawful refusal is kept there. */
export type DatabaseDump = Readonly<Record<string, readonly string[]>>;

export async function dumpDatabase(
  { read }: Pick<Database, 'read'>,
  options: { readonly withCommands?: boolean } = {},
): Promise<DatabaseDump> {
  const tables: readonly (keyof Tables)[] = options.withCommands === false ? DUMPED : [...DUMPED, 'command'];
  const dump: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const rows = await read.selectFrom(table).selectAll().execute();
    dump[table] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  // What is to be told; whether it has been told meanwhile is the dispatcher's business, as the seal is the sealer's.
  const deliveries = await read
    .selectFrom('delivery')
    .select(['id', 'kind', 'request_id', 'channel', 'payload'])
    .orderBy('id')
    .execute();
  const audit = await read
    .selectFrom('audit')
    .select(['id', 'at', 'actor', 'action', 'detail'])
    .orderBy('id')
    .execute();
  return {
    ...dump,
    delivery: deliveries.map((row) => JSON.stringify(row)),
    audit: audit.map((row) => JSON.stringify(row)),
  };
}
