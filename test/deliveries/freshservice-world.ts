import { createFreshservice } from '../../connectors/freshservice/src/freshservice.ts';
import type { Installation } from '../../core/ports/installation.ts';
import type { TicketRef } from '../../core/session-request/values.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { DISPATCH_SETTINGS } from '../../server/deliveries/dispatch/settings.ts';
import type { DeliveryServices } from '../../server/deliveries/delivery-services.ts';
import { createDispatcher, type Dispatcher } from '../../server/deliveries/dispatcher.ts';
import { loadKinds } from '../../server/deliveries/load-kinds.ts';
import { planDeliveries } from '../../server/deliveries/plan-deliveries.ts';
import { type Deliveries, openDeliveries } from '../../server/deliveries/store/open-deliveries.ts';
import { createSweep } from '../../server/deliveries/sweep.ts';
import { openStore } from '../../server/storage/open-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { startFakeFreshservice, type FakeFreshservice } from '../fakes/freshservice/start.ts';
import { seededRandom } from '../fakes/shared/random.ts';
import { sqliteFolder } from '../setup/sqlite-folder.ts';
import { fakeServices } from './fake-services.ts';
import { type ManualTime, manualTime } from './manual-time.ts';
import { NOON } from './dispatch-world.ts';
import { aRequest, type GivenCommand, wholeJourney } from './journey.ts';

/** Core, store, dispatcher and adapter put together, speaking real HTTP to a pretended Freshservice; time is the test's. */
export type FreshserviceWorld = {
  readonly desk: FakeFreshservice;
  readonly store: Store;
  readonly deliveries: Deliveries;
  readonly dispatcher: Dispatcher;
  readonly time: ManualTime;
  readonly sweep: ReturnType<typeof createSweep>;
  /** The process dies and another starts on the same database. */
  crash(): Promise<void>;
  newTicket(): Promise<TicketRef>;
  request(ticket: TicketRef | null): Promise<string>;
  give(requestId: string, command: GivenCommand): Promise<void>;
  /** Joined, allowed, connected, ended and closed, some minutes apart. */
  wholeJourney(requestId: string): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Lets time pass until nothing waits any more, an hour at most. */
  untilDelivered(): Promise<void>;
  /** Text of every entry of the ticket's timeline, oldest first. */
  timeline(ticket: TicketRef): Promise<readonly string[]>;
  end(): Promise<void>;
};

export async function freshserviceWorld(
  over: { readonly installation?: Installation } = {},
): Promise<FreshserviceWorld> {
  const folder = sqliteFolder();
  const store = await openStore({ databaseUrl: null, dataDir: folder.path });
  const time = manualTime(NOON);
  const desk = await startFakeFreshservice({ now: () => time.clock.now() });
  const installation = over.installation ?? anInstallation();
  const row = { installation, address: desk.url, plan: 'enterprise', sealedCredentials: null, createdAt: NOON };
  await store.installations.save(row);
  const kinds = await loadKinds();
  const deliveries = openDeliveries(store.database);
  const random = seededRandom(2_026);
  const connect = () =>
    createFreshservice({
      address: desk.url,
      apiKey: desk.apiKey,
      plan: 'enterprise',
      share: 1,
      now: () => time.clock.now(),
      timeoutMs: 1_500,
    });
  let adapter = connect();
  const services: DeliveryServices = {
    ...fakeServices().services,
    clock: time.clock,
    helpDesks: { of: async () => adapter },
    installations: { find: async () => installation },
    requests: store.requests,
    earlier: deliveries.earlier,
  };
  let ids = 0;
  const newId = (): string => `id-${String((ids += 1)).padStart(5, '0')}`;
  const started: Dispatcher[] = [];
  const startDispatcher = (): Dispatcher => {
    const made = createDispatcher({
      ...deliveries,
      leases: store.leases,
      owner: 'this-server',
      kinds,
      services,
      clock: time.clock,
      timers: time.timers,
      settings: DISPATCH_SETTINGS,
      random,
      newId,
      report: ({ error }) => {
        throw error;
      },
    });
    made.start();
    started.push(made);
    return made;
  };
  let dispatcher = startDispatcher();
  const core: CorePorts = {
    unitOfWork: store.unitOfWork,
    planner: planDeliveries(kinds.values(), {
      newId,
      newMark: () => String(Math.floor(random() * 10_000)).padStart(4, '0'),
      webhooksOf: () => [],
    }),
    changes: { announce: () => dispatcher.wake() },
    clock: time.clock,
    ids: { requestId: newId, phrase: () => 'amber harbour' },
  };
  const give: FreshserviceWorld['give'] = async (requestId, command) => {
    const rest = { person: null, installationId: null, expectedVersion: null, envelope: null };
    const answer = await commandRequest(core, { requestId, command, ...rest });
    if (!answer.ok) throw new Error(`${command.type} was refused: ${answer.refusal.reason}`);
  };
  const quiet = (): Promise<void> => dispatcher.quiet();
  const advance = (ms: number): Promise<void> => time.advance(ms, quiet);
  return {
    desk,
    store,
    deliveries,
    get dispatcher() {
      return dispatcher;
    },
    time,
    sweep: createSweep({
      queue: deliveries.sweepQueue,
      store: deliveries.store,
      kinds,
      services,
      wake: (channel) => dispatcher.wake(channel),
    }),
    crash: async () => {
      time.forget();
      adapter = connect();
      dispatcher = startDispatcher();
      await quiet();
    },
    newTicket: async () => {
      const { ticket, number } = await desk.control.addTicket({
        subject: 'Printer prints nothing',
        requesterId: await aRequester(desk),
      });
      return { id: String(ticket.id), number, subject: 'Printer prints nothing' };
    },
    request: (ticket) => aRequest(core, installation.id, ticket),
    give,
    wholeJourney: (id) => wholeJourney(id, { give, advance, now: () => time.clock.now() }),
    advance,
    untilDelivered: async () => {
      await quiet();
      for (let passed = 0; passed < 3_600_000; passed += 5_000) {
        const { pending, attempting, unknown } = await deliveries.reader.unfinished();
        if (pending + attempting + unknown === 0) return;
        await advance(5_000);
      }
      throw new Error('something was not delivered within an hour');
    },
    timeline: async (ticket) => {
      const entries = await desk.control.timeline(Number(ticket.id));
      return entries.map(({ bodyText }) => bodyText.replaceAll(/\s+/g, ' ').trim());
    },
    end: async () => {
      for (const one of started) await one.stop();
      await desk.close();
      await store.close();
      folder.remove();
    },
  };
}

async function aRequester(desk: FakeFreshservice): Promise<number> {
  const [first] = await desk.control.requesters();
  if (first === undefined) throw new Error('the desk has no requesters');
  return first.id;
}
