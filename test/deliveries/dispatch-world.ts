import type { NewDelivery } from '../../core/ports/stores.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import { DISPATCH_SETTINGS, type DispatchSettings } from '../../server/deliveries/dispatch/settings.ts';
import { createDispatcher, type Dispatcher } from '../../server/deliveries/dispatcher.ts';
import type { DeliveryKind } from '../../server/deliveries/delivery-kind.ts';
import type { DeliveryServices } from '../../server/deliveries/delivery-services.ts';
import type { DeliveryView } from '../../server/deliveries/delivery-store.ts';
import { type Deliveries, openDeliveries } from '../../server/deliveries/store/open-deliveries.ts';
import { openStore } from '../../server/storage/open-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { sqliteFolder } from '../setup/sqlite-folder.ts';
import { type ManualTime, manualTime } from './manual-time.ts';

export const NOON: EpochMs = Date.UTC(2026, 10, 24, 12);

export type Reported = { readonly code: string; readonly channel: string | null };

/** A dispatcher on a real database, with time in the test's hands. */
export type DispatchWorld = {
  readonly store: Store;
  readonly deliveries: Deliveries;
  readonly dispatcher: Dispatcher;
  readonly time: ManualTime;
  readonly reported: readonly Reported[];
  /** Another process on the same database. */
  another(options: Partial<WorldOptions>): Dispatcher;
  enqueue(...deliveries: readonly Partial<NewDelivery>[]): Promise<void>;
  /** Lets everything that is due now happen. */
  quiet(): Promise<void>;
  advance(ms: number): Promise<void>;
  delivery(id: string): Promise<DeliveryView>;
  end(): Promise<void>;
};

export type WorldOptions = {
  readonly kinds: readonly DeliveryKind[];
  readonly settings: Partial<DispatchSettings>;
  readonly services: Partial<DeliveryServices>;
  readonly owner: string;
  readonly random: number;
};

export async function dispatchWorld(
  options: Partial<WorldOptions> & Pick<WorldOptions, 'kinds'>,
): Promise<DispatchWorld> {
  const folder = sqliteFolder();
  const store = await openStore({ databaseUrl: null, dataDir: folder.path });
  const deliveries = openDeliveries(store.database);
  const time = manualTime(NOON);
  const reported: Reported[] = [];
  const all: Dispatcher[] = [];
  let ids = 0;
  const start = (chosen: Partial<WorldOptions> & Pick<WorldOptions, 'kinds'>): Dispatcher => {
    const dispatcher = createDispatcher({
      store: deliveries.store,
      pauses: deliveries.pauses,
      resends: deliveries.resends,
      leases: store.leases,
      owner: chosen.owner ?? 'this',
      kinds: new Map(chosen.kinds.map((kind) => [kind.name, kind])),
      services: { clock: time.clock, ...chosen.services } as DeliveryServices,
      clock: time.clock,
      timers: time.timers,
      settings: { ...DISPATCH_SETTINGS, ...chosen.settings },
      random: () => chosen.random ?? 0.5,
      newId: () => `attempt-${String((ids += 1))}`,
      report: ({ code, channel }) => void reported.push({ code, channel }),
    });
    dispatcher.start();
    all.push(dispatcher);
    return dispatcher;
  };
  const dispatcher = start(options);
  const quiet = async (): Promise<void> => {
    for (const one of all) await one.quiet();
  };
  return {
    store,
    deliveries,
    dispatcher,
    time,
    reported,
    another: (over) => start({ ...options, ...over }),
    enqueue: async (...given) => {
      const now = time.clock.now();
      await store.unitOfWork.run((stores) =>
        stores.deliveries.enqueue(
          given.map((one) => aDelivery(one, now)),
          now,
        ),
      );
    },
    quiet,
    advance: (ms) => time.advance(ms, quiet),
    delivery: async (id) => {
      const found = await deliveries.reader.find(id);
      if (found === null) throw new Error(`there is no delivery ${id}`);
      return found;
    },
    end: async () => {
      for (const one of all) await one.stop();
      await store.close();
      folder.remove();
    },
  };
}

let number = 0;

/** A delivery of the scripted kind to the desk `acme`, each in a lane of its own unless the test says otherwise. */
export function aDelivery(over: Partial<NewDelivery>, now: EpochMs): NewDelivery {
  number += 1;
  return {
    id: `delivery-${String(number)}`,
    kind: 'scripted',
    installationId: 'acme',
    requestId: 'request-1',
    channel: 'desk:acme',
    lane: `lane-${String(number)}`,
    notBefore: now,
    payload: JSON.stringify('hello'),
    mergeKey: null,
    ...over,
  };
}
