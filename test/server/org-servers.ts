import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrgSettings, TimelineStyle } from '../../core/ports/installation.ts';
import { type RunningServer, startOn } from '../../server/composition.ts';
import { type Foundation, layFoundation } from '../../server/composition/foundation.ts';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { type FakeSalesforce, startFakeSalesforce } from '../fakes/salesforce/start.ts';
import { createPostgresDatabase } from '../setup/postgres-database.ts';
import { prepareData, type PreparedData } from '../support/prepare-data.ts';
import { type OrgPresses, orgPresses } from './org-presses.ts';
import { addOrg, FORCE_APP } from './org-world.ts';
import { configOf, type Engine, withClock } from './server-world.ts';

/** A pretended org, and servers in this process that are started and stopped on the same database. Nobody rings but the org's own flow. */
export type OrgServers = OrgPresses & {
  readonly org: FakeSalesforce;
  readonly orgId: string;
  readonly data: PreparedData;
  /** Starts one more; on SQLite only when the last one has stopped. */
  start(): Promise<OrgServer>;
  /** Lets time pass for the servers and for the org. */
  later(ms: number): Promise<void>;
  /** Stops what runs still. */
  close(): Promise<void>;
};

export type OrgServer = { readonly server: RunningServer; readonly foundation: Foundation; stop(): Promise<void> };

export type OrgServersOptions = {
  readonly engine?: Engine;
  readonly org?: Partial<OrgSettings>;
  /** Absent: milestones. */
  readonly timeline?: TimelineStyle;
  /** How long the org's stream keeps a question open. */
  readonly streamWaitMs?: number;
};

/** The org with its first server, which is running. */
export async function orgServers(
  options: OrgServersOptions = {},
): Promise<{ readonly world: OrgServers; readonly first: OrgServer }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-org-'));
  const database = options.engine === 'postgres' ? await createPostgresDatabase() : null;
  const databaseUrl = database?.url ?? null;
  const [desk, org] = await Promise.all([
    startFakeFreshservice({ plan: 'unlimited' }),
    startFakeSalesforce({ forceApp: FORCE_APP, streamWaitMs: options.streamWaitMs ?? 1000 }),
  ]);
  await org.control.assign(org.people.integration, 'Session_Requests_Doorbell');
  const data = await prepareData({ dataDir, databaseUrl, helpDeskUrl: desk.url });
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const running = new Set<OrgServer>();
  const start = async (): Promise<OrgServer> => {
    const laid = await layFoundation(await configOf(dataDir, databaseUrl, {}));
    const foundation = withClock(laid, clock);
    const server = await startOn(foundation);
    const one: OrgServer = {
      server,
      foundation,
      stop: async () => {
        running.delete(one);
        await server.stop();
      },
    };
    running.add(one);
    return one;
  };
  const first = await start();
  const orgId = await connect(first, data, org, options);
  const world: OrgServers = {
    ...orgPresses(org, async () => undefined),
    org,
    orgId,
    data,
    start,
    later: async (ms) => {
      ahead += ms;
      await org.control.advance(ms);
    },
    close: () =>
      closeAll(running, desk, org, async () => {
        await database?.drop();
        rmSync(dataDir, { recursive: true, force: true });
      }),
  };
  return { world, first };
}

async function connect(
  { foundation }: OrgServer,
  { admin }: PreparedData,
  { url, app }: FakeSalesforce,
  { org = {}, timeline = 'milestones' }: OrgServersOptions,
): Promise<string> {
  const by = await foundation.people.persons.find(admin.id);
  if (by === null) throw new Error('the admin is gone');
  return addOrg({ foundation }, by, { url, ...app, timeline, org: { pollSeconds: 5, ...org } });
}

async function closeAll(
  running: ReadonlySet<OrgServer>,
  desk: FakeFreshservice,
  org: FakeSalesforce,
  removed: () => Promise<void>,
): Promise<void> {
  await Promise.all([...running].map((one) => one.stop()));
  await Promise.all([desk.close(), org.close()]);
  await removed();
}
