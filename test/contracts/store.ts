import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Store } from '../../server/storage/store.ts';
import { accountsAndLeases } from './store-accounts.ts';
import { auditLog } from './store-audit.ts';
import { deliveriesAndCommands } from './store-deliveries.ts';
import { lists } from './store-lists.ts';
import { news } from './store-news.ts';
import { placesOnTickets } from './store-places.ts';
import { search } from './store-search.ts';
import { ticketBounds } from './store-ticket-bounds.ts';
import { unitsOfWork } from './store-units.ts';
import { storedValues } from './store-values.ts';
import type { StoreUnderTest } from './store-world.ts';

/** Opens an empty store; `end` closes it and removes what it lived in. */
export type OpenStore = () => Promise<{ readonly store: Store; end(): Promise<void> }>;

/** What every store must do, on whatever engine. */
export function storeContract(engine: string, open: OpenStore): void {
  describe(`the store on ${engine}`, () => {
    const opened: Awaited<ReturnType<OpenStore>>[] = [];
    const another = async (): Promise<Store> => {
      const one = await open();
      opened.push(one);
      return one.store;
    };
    beforeAll(another);
    afterAll(async () => {
      for (const one of opened) await one.end();
    });
    const world: StoreUnderTest = {
      get store() {
        const [first] = opened;
        if (first === undefined) throw new Error('the store is open only while tests run');
        return first.store;
      },
      another,
    };

    unitsOfWork(world);
    placesOnTickets(world);
    lists(world);
    ticketBounds(world);
    search(world);
    news(world);
    deliveriesAndCommands(world);
    auditLog(world);
    accountsAndLeases(world);
    storedValues(world);
  });
}
