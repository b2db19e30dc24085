import type { Database } from './database.ts';
import { prepare } from './prepared.ts';
import type { LeaseStore } from './store.ts';

const takeLease = prepare<{ name: string; owner: string; until: number; now: number }>()((db, values) =>
  db
    .insertInto('lease')
    .values({ name: values.name, owner: values.owner, until: values.until })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ owner: values.owner, until: values.until })
        .where((is) => is.or([is('lease.owner', '=', values.owner), is('lease.until', '<=', values.now)])),
    ),
);

const dropLease = prepare<{ name: string; owner: string }>()((db, { name, owner }) =>
  db.deleteFrom('lease').where('name', '=', name).where('owner', '=', owner),
);

/** Rights that one process at a time may hold, for work that must not be done twice at once. */
export function leaseStore(database: Database): LeaseStore {
  return {
    hold: (name, owner, now, holdMs) =>
      database.writeSession(async (unit) => (await unit.run(takeLease, { name, owner, now, until: now + holdMs })) > 0),
    release: (name, owner) =>
      database.writeSession(async (unit) => {
        await unit.run(dropLease, { name, owner });
      }),
  };
}
