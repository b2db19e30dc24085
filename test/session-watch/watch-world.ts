import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asActor, type Person } from '../../core/people/rights.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { AgentRef } from '../../core/session-request/values.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import type { CommandAnswer } from '../../core/use-cases/answers.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { createRequest } from '../../core/use-cases/create-request.ts';
import { deliveryPart } from '../../server/composition/deliveries.ts';
import { type Foundation, layFoundation } from '../../server/composition/foundation.ts';
import { createSessionRecords } from '../../server/composition/session-records.ts';
import { watchDeps } from '../../server/composition/session-watch.ts';
import { readConfig } from '../../server/config.ts';
import type { DeliveryView } from '../../server/deliveries/delivery-store.ts';
import { noteRequest } from '../../server/session-watch/note-request.ts';
import { pollAccount, type PollEnd } from '../../server/session-watch/poll-account.ts';
import { createRequestSigns } from '../../server/session-watch/request-signs.ts';
import { createSeenSessions, type SeenSession } from '../../server/session-watch/seen-sessions.ts';
import type { Engine } from '../../server/storage/engine.ts';
import type { WatchDeps } from '../../server/session-watch/watch-deps.ts';
import { randomIds } from '../../server/world.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { command } from '../builders/commands.ts';
import { ANNA, BEN, TICKET, UNASSIGNED } from '../builders/people.ts';
import { controlDesk, type DeskControl } from '../fakes/anydesk/control-client.ts';
import { DEFAULT_OPTIONS } from '../fakes/anydesk/desk-options.ts';
import { startDesk } from '../fakes/anydesk/start-desk.ts';
import { createPostgresDatabase } from '../setup/postgres-database.ts';
import { eventually } from '../support/eventually.ts';

export const ANNAS_DEVICE = DEFAULT_OPTIONS.agentId;
export const BENS_DEVICE = 742_615_309;
export const MAYS_DEVICE = DEFAULT_OPTIONS.recipientId;

type CommandType = Parameters<typeof command>[0];
type Given = Exclude<ReturnType<typeof command>, { type: 'create-request' }>;

/** Requests and their store, deliveries that are really sent, and a simulated AnyDesk whose sessions are looked for when a test says so. */
export type WatchWorld = {
  readonly deps: WatchDeps;
  readonly foundation: Foundation;
  readonly core: CorePorts;
  readonly desk: DeskControl;
  readonly accountId: string;
  readonly anna: Person;
  now(): number;
  /** Lets time pass, here and there. */
  later(ms: number): Promise<void>;
  /** A request of Anna's that May has allowed, and that Anna has launched; `address` is her device. */
  launched(address?: number, by?: Person): Promise<SessionRequest>;
  ready(address?: number): Promise<SessionRequest>;
  launch(requestId: string, by?: Person): Promise<void>;
  /** Anything else that is done with a request. */
  give(requestId: string, type: CommandType, over?: object): Promise<CommandAnswer>;
  request(requestId: string): Promise<SessionRequest>;
  /** Event types of the request's log, with the source of starts and ends. */
  log(requestId: string): Promise<readonly string[]>;
  /** A session in AnyDesk; gives its id. Ended where `forMs` is given. */
  session(from?: number, to?: number, forMs?: number | null, ago?: number): Promise<string>;
  /** One look at the account. */
  poll(): Promise<PollEnd>;
  unmatched(): Promise<readonly SeenSession[]>;
  /** The delivery of a kind, once it looks as expected. */
  delivery(kind: string, isExpected: (delivery: DeliveryView) => boolean): Promise<DeliveryView>;
  deliveries(kind: string): Promise<readonly DeliveryView[]>;
  close(): Promise<void>;
};

export async function watchWorld(engine: Engine = 'sqlite'): Promise<WatchWorld> {
  const database = engine === 'postgres' ? await createPostgresDatabase() : null;
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const clock = { now };
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-watch-'));
  const anydesk = await startDesk({ now: () => Date.now() });
  const desk = controlDesk(anydesk.url);
  const laid = await layFoundation(readConfig(envOf(dataDir, database?.url ?? null)));
  const sessionRecords = createSessionRecords(laid.people.remoteAccounts, { clock, allowLoopback: true });
  const signs = createRequestSigns({
    accounts: laid.people.remoteAccounts,
    sessions: createSeenSessions(laid.store.database),
    devices: laid.people.agentDevices,
    clock,
  });
  const foundation: Foundation = { ...laid, clock, sessionRecords, signs };
  const delivery = await deliveryPart(foundation, NO_MAIL);
  const { store, live, people } = foundation;
  const core: CorePorts = {
    unitOfWork: store.unitOfWork,
    planner: delivery.planner,
    changes: live,
    clock,
    ids: randomIds,
  };
  const { dispatcher } = delivery.start(core);
  dispatcher.start();
  live.subscribe(() => dispatcher.wake());
  const [anna, ben] = [await enter(foundation, ANNA), await enter(foundation, BEN)];
  const { environment, name, settings } = anInstallation({}, {});
  const installationId = await people.installations.add(anna, {
    helpDesk: 'freshservice',
    name,
    environment,
    settings,
    address: 'https://acme.freshservice.com',
    plan: 'starter',
    apiKey: 'key',
  });
  await people.agentDevices.set(anna, anna.id, [String(ANNAS_DEVICE)]);
  await people.agentDevices.set(anna, ben.id, [String(BENS_DEVICE)]);
  const licence = DEFAULT_OPTIONS.licence;
  const account = { name: 'AnyDesk', installationId: null, address: anydesk.api, licenseId: licence.licenseId };
  const accountId = await people.remoteAccounts.add(anna, account, licence.apiPassword);
  const deps = watchDeps(foundation, core);

  const request = async (id: string): Promise<SessionRequest> => {
    const stored = await store.requests.find(id);
    if (stored === null) throw new Error('no such request');
    return stored.request;
  };
  const give: WatchWorld['give'] = async (requestId, type, over = {}) => {
    const given = { ...command(type), ...over } as Given;
    const answer = await commandRequest(core, { ...BARE, requestId, command: given });
    await noteRequest(deps, requestId);
    return answer;
  };
  const ready: WatchWorld['ready'] = async (address = MAYS_DEVICE) => {
    const made = await createRequest(core, {
      installationId,
      person: anna,
      proof: 'signed-in',
      another: true,
      envelope: null,
      asked: { ...ASKED, recipient: { name: 'May Lin', email: null, phone: null } },
    });
    if (!made.ok) throw new Error(made.refusal.reason);
    const { id } = made.stored.request;
    await give(id, 'join');
    await give(id, 'allow-access', { address: String(address) });
    return request(id);
  };
  const launch: WatchWorld['launch'] = async (requestId, by = anna) => {
    await give(requestId, 'launch-connect', { actor: asActor(by, 'signed-in'), takeOver: true });
  };
  const deliveries: WatchWorld['deliveries'] = async (kind) => {
    const page = { limit: 100, cursor: null };
    const { items } = await delivery.deliveries.reader.list({
      requestId: null,
      state: null,
      page,
    });
    return items.filter((item) => item.kind === kind);
  };
  return {
    deps,
    foundation,
    core,
    desk,
    accountId,
    anna,
    now,
    later: async (ms) => {
      ahead += ms;
      await desk.advanceClock(ms);
    },
    launched: async (address, by) => {
      const { id } = await ready(address);
      await launch(id, by);
      return request(id);
    },
    ready,
    launch,
    give,
    request,
    log: async (id) => (await store.requests.events(id, 0)).map(({ event }) => named(event)),
    session: async (from = ANNAS_DEVICE, to = MAYS_DEVICE, forMs = null, ago = 0) => {
      const startedAt = now() - ago;
      const endedAt = forMs === null ? null : startedAt + forMs;
      return String((await desk.addSession({ from: { cid: from }, to: { cid: to }, startedAt, endedAt })).sid);
    },
    poll: async () => {
      const found = await people.remoteAccounts.find(accountId);
      if (found === null) throw new Error('the account is gone');
      return pollAccount(deps, found);
    },
    unmatched: () => deps.sessions.unmatched(100),
    delivery: (kind, isExpected) =>
      eventually(`a delivery ${kind}`, async () => (await deliveries(kind)).find(isExpected)),
    deliveries,
    close: async () => {
      await dispatcher.stop();
      await foundation.close();
      await anydesk.close();
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const BARE = { person: null, installationId: null, expectedVersion: null, envelope: null } as const;

/** What the agent asks for, in every request of this world. */
export const ASKED = {
  ticket: TICKET,
  assignee: UNASSIGNED,
  comment: '',
  schedule: null,
  expiresAt: null,
  channels: ['link'],
  language: null,
} as const;

const NO_MAIL = {
  send: async () => ({ kind: 'done', value: null }) as const,
  verify: async () => [],
};

function envOf(dataDir: string, databaseUrl: string | null): Record<string, string> {
  return {
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    HOST: '127.0.0.1',
    PORT: '1',
    PUBLIC_URL: 'http://127.0.0.1:1',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    DEMO: 'off',
    ALLOW_LOOPBACK: '1',
    SETTLE_MS: '200',
  };
}

/** The agent as a person who can sign in here. */
async function enter({ store }: Foundation, { id, name, email }: AgentRef): Promise<Person> {
  const row = {
    id,
    name,
    email: email ?? '',
    role: 'admin',
    password_hash: null,
    language: null,
    time_zone: null,
  } as const;
  await store.database.write((db) =>
    db
      .insertInto('person')
      .values({ ...row, created_at: 1, disabled_at: null })
      .execute(),
  );
  return { id, name, email, role: 'admin', queueIds: [] };
}

function named(event: { readonly type: string; readonly source?: unknown }): string {
  return typeof event.source === 'string' ? `${event.type} (${event.source})` : event.type;
}
