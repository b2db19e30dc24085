import type { Database } from '../../server/storage/database.ts';
import type { Tables } from '../../server/storage/tables.ts';

/** Everything a call could have changed. Left out: leases and the counter of numbers, which move by themselves or may have gaps. */
const DUMPED = [
  'request',
  'event',
  'term',
  'presence',
  'link_fetch',
  'ticket_seen',
  'ticket_hint',
  'delivery',
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
  // The seal comes later and by itself.
  const audit = await read
    .selectFrom('audit')
    .select(['id', 'at', 'actor', 'action', 'detail'])
    .orderBy('id')
    .execute();
  return { ...dump, audit: audit.map((row) => JSON.stringify(row)) };
}

const WAIT_MS = 10_000;

/** Settles when every delivery has come to its end; then nothing changes any more unless somebody acts. */
export async function deliveriesAtRest({ read }: Pick<Database, 'read'>): Promise<void> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const moving = await read
      .selectFrom('delivery')
      .select(['kind', 'state', 'reason'])
      .where('state', 'not in', ['done', 'parked'])
      .execute();
    if (moving.length === 0) return;
    if (performance.now() > until) throw new Error(`Deliveries do not come to rest: ${JSON.stringify(moving)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
