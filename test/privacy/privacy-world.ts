import { afterAll, beforeAll, describe } from '@jest/globals';
import { sql } from 'kysely';
import type { Person } from '../../core/people/rights.ts';
import type { RequestCreated, SessionRequestEvent } from '../../core/session-request/events.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { createErasures, type Erasures } from '../../server/privacy/erasures.ts';
import { createKeyRing, type KeyRing } from '../../server/secrets/key-ring.ts';
import { createVault } from '../../server/secrets/vault.ts';
import { openStore } from '../../server/storage/open-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { randomIds } from '../../server/world.ts';
import { aRequest } from '../builders/a-request.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { event } from '../builders/events.ts';
import { at } from '../builders/times.ts';
import { createPostgresDatabase, postgresIsThere } from '../setup/postgres-database.ts';
import { sqliteFolder } from '../setup/sqlite-folder.ts';

export const ADMIN: Person = { id: 'admin-di', name: 'Di', email: 'di@desk.example', role: 'admin', queueIds: [] };
/** Stands wherever May does, so that one search of the whole database tells what is left of her. */
export const MARK = 'mayzeta';
export const MAY = { name: `May ${MARK}`, email: `${MARK}@customer.example`, phone: '+886900777001' };
export const SUBJECT = { email: MAY.email, phone: MAY.phone };

export type PrivacyWorld = {
  readonly store: Store;
  readonly core: CorePorts;
  readonly erasures: Erasures;
  readonly keys: KeyRing;
  /** What the log would say of erasures that could not go on. */
  readonly faults: unknown[];
  /** The clock of everything here. */
  now: number;
  /** Closes the store. */
  end(): Promise<void>;
};

/** The same tests on each engine there is. */
export function onBothEngines(tests: (world: () => PrivacyWorld) => void): void {
  const engines = postgresIsThere() ? (['SQLite', 'PostgreSQL'] as const) : (['SQLite'] as const);
  describe.each(engines)('on %s', (engine) => {
    let world: PrivacyWorld;
    beforeAll(async () => {
      world = await privacyWorld(engine);
    });
    afterAll(() => world.end());
    tests(() => world);
  });
}

export async function privacyWorld(engine: 'SQLite' | 'PostgreSQL'): Promise<PrivacyWorld> {
  const postgres = engine === 'PostgreSQL' ? await createPostgresDatabase() : null;
  const folder = postgres === null ? sqliteFolder() : null;
  const store = await openStore({ databaseUrl: postgres?.url ?? null, dataDir: folder?.path ?? '' });
  const installation = anInstallation();
  const rest = { address: 'acme.freshservice.com', plan: 'pro', sealedCredentials: null, createdAt: 0 };
  await store.installations.save({ installation, ...rest });
  const keys = createKeyRing(Buffer.alloc(32, 7));
  const faults: unknown[] = [];
  const clock = { now: () => world.now };
  const core: CorePorts = {
    unitOfWork: store.unitOfWork,
    planner: { plan: () => [] },
    changes: { announce: () => undefined },
    clock,
    ids: randomIds,
  };
  const erasures = createErasures({
    database: store.database,
    core,
    vault: createVault(keys),
    keys,
    report: (error) => void faults.push(error),
  });
  const world: PrivacyWorld = {
    store,
    core,
    erasures,
    keys,
    faults,
    now: at('12:00', 3),
    end: async () => {
      await store.close();
      folder?.remove();
      await postgres?.drop();
    },
  };
  return world;
}

type Wanted = Partial<RequestCreated> & { readonly later?: readonly SessionRequestEvent[] };

/** A request as it came to be stored, with its audit rows; closed unless `later` says otherwise. */
export async function request({ store }: PrivacyWorld, wanted: Wanted = {}): Promise<SessionRequest> {
  const { later = [event('request-closed', at('10:00'))], ...over } = wanted;
  return store.unitOfWork.run(async (stores) => {
    const number = await stores.requests.nextNumber();
    const made = aRequest({ id: randomIds.requestId(), number, recipient: MAY, ...over }, later);
    const saved = await stores.requests.save({ ...made, expectedVersion: 0, activeKey: null, dueAt: null });
    if (!saved) throw new Error('a new request was not stored');
    await stores.audit.append(
      made.events.map(({ type, at: moment, actor }) => ({
        at: moment,
        actor,
        action: `request.${type}`,
        installationId: 'acme',
        requestId: made.request.id,
        detail: JSON.stringify({ number }),
      })),
    );
    return made.request;
  });
}

/** Erases and works until nothing goes on any more. */
export async function erase(world: PrivacyWorld, subject = SUBJECT as { email: string | null; phone: string | null }) {
  await sealed(world.store);
  const started = await world.erasures.start(ADMIN, subject, true);
  if (!started.ok) throw new Error(`refused: ${started.because}`);
  await world.erasures.work();
  return world.erasures.find(started.id);
}

export async function sealed(store: Store): Promise<void> {
  while ((await store.audit.seal(100)) > 0);
}

/** Every row of every table, as text. */
export async function everything({ store }: PrivacyWorld): Promise<string> {
  const { read } = store.database;
  const texts: string[] = [];
  for (const name of await tablesOf(store)) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(read);
    texts.push(...rows.map((row) => `${name}: ${JSON.stringify(row)}`));
  }
  return texts.join('\n');
}

export async function tablesOf({ database }: Store): Promise<readonly string[]> {
  const list =
    database.engine === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
      : sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public'`;
  return (await list.execute(database.read)).rows.map(({ name }) => name);
}
