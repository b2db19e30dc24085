import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from '../../core/people/rights.ts';
import type { InstallationSettings } from '../../core/ports/installation.ts';
import type { Clock } from '../../core/ports/world.ts';
import { type RunningServer, startOn } from '../../server/composition.ts';
import { type Foundation, layFoundation } from '../../server/composition/foundation.ts';
import { createHelpDesks } from '../../server/composition/help-desks.ts';
import { createSessionRecords } from '../../server/composition/session-records.ts';
import { readConfig } from '../../server/config.ts';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp/start.ts';
import { createPostgresDatabase } from '../setup/postgres-database.ts';
import type { NewAccount } from '../support/enter-people.ts';
import { freePort } from '../support/free-port.ts';
import { panelClient, type PanelAgent, type PanelClient } from '../support/panel-client.ts';
import { prepareData, type PreparedData } from '../support/prepare-data.ts';

export type Engine = 'sqlite' | 'postgres';

/** The whole server in this process, on a database of its own, between a pretended help desk and a mail sink. */
export type ServerWorld = {
  readonly url: string;
  readonly engine: Engine;
  readonly foundation: Foundation;
  readonly server: RunningServer;
  readonly desk: FakeFreshservice;
  readonly sink: SmtpSink;
  readonly data: PreparedData;
  /** The admin, to act in the stores as the console would. */
  readonly admin: Person;
  /** A panel of the prepared installation, or of another by its secret. */
  panel(agent?: PanelAgent, secret?: string): PanelClient;
  close(): Promise<void>;
};

export type WorldOptions = {
  readonly engine?: Engine;
  readonly settings?: Partial<InstallationSettings>;
  readonly people?: readonly NewAccount[];
  readonly env?: Readonly<Record<string, string>>;
  /** Absent: the machine's. */
  readonly clock?: Clock;
  /** Together with a clock: how long an org's looks and writes wait for each other; absent: as always. */
  readonly gatherMs?: number;
};

export const MARA: PanelAgent = { id: '21', name: 'Mara Lindqvist', email: 'mara@kestrel.example' };
export const VERA: PanelAgent = { id: '22', name: 'Vera Viewer', email: 'vera@kestrel.example' };

/** Starts a world. Close it after the suite. */
export async function serverWorld(options: WorldOptions = {}): Promise<ServerWorld> {
  const { engine = 'sqlite', settings = {}, people } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-server-'));
  const database = engine === 'postgres' ? await createPostgresDatabase() : null;
  const [desk, sink] = await Promise.all([startFakeFreshservice({ plan: 'unlimited' }), startSmtpSink()]);
  const data = await prepareData({
    dataDir,
    databaseUrl: database?.url ?? null,
    helpDeskUrl: desk.url,
    smtp: { host: '127.0.0.1', port: sink.smtpPort },
    settings,
    ...(people === undefined ? {} : { people }),
  });
  const laid = await layFoundation(await configOf(dataDir, database?.url ?? null, options.env ?? {}));
  const foundation = options.clock === undefined ? laid : withClock(laid, options.clock, options.gatherMs);
  const server = await startOn(foundation);
  const admin = await foundation.people.persons.find(data.admin.id);
  if (admin === null) throw new Error('the admin is gone');
  return {
    url: server.url,
    engine,
    foundation,
    server,
    desk,
    sink,
    data,
    admin,
    panel: (agent = MARA, secret = data.secrets.api) => panelClient(server.url, secret, agent),
    close: async () => {
      await server.stop();
      await Promise.all([desk.close(), sink.close()]);
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The same foundation at another time, for what speaks to help desks and to AnyDesk too. */
export function withClock(laid: Foundation, clock: Clock, gatherMs?: number): Foundation {
  const { store, vault, config, people } = laid;
  const { allowLoopback } = config;
  return {
    ...laid,
    clock,
    sessionRecords: createSessionRecords(people.remoteAccounts, { clock, allowLoopback }),
    helpDesks: createHelpDesks({
      installations: store.installations,
      vault,
      clock,
      allowLoopback,
      ...(gatherMs === undefined ? {} : { gatherMs }),
    }),
  };
}

/** What the server of a test is started with; a port of its own each time. */
export async function configOf(dataDir: string, databaseUrl: string | null, env: Readonly<Record<string, string>>) {
  const port = String(await freePort());
  return readConfig({
    HOST: '127.0.0.1',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    DEMO: 'off',
    ALLOW_LOOPBACK: '1',
    SETTLE_MS: '200',
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...env,
  });
}
