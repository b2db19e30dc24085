import { sql } from 'kysely';
import type { Database } from '../../storage/database.ts';
import type {
  ChannelPauses,
  DeliveryReader,
  DeliveryStore,
  EarlierDeliveries,
  Resends,
  SweepQueue,
} from '../delivery-store.ts';
import { channelPauses } from './channel-pauses.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { isHead, isInFlight } from './conditions.ts';
import { claimedOf } from './delivery-rows.ts';
import { findDue } from './find-due.ts';
import { deliveryReader, earlierDeliveries } from './read-deliveries.ts';
import { resends } from './resend-deliveries.ts';
import { settleDelivery } from './settle-delivery.ts';
import { sweepQueue } from './sweep-queue.ts';

export type Deliveries = {
  readonly store: DeliveryStore;
  readonly pauses: ChannelPauses;
  readonly reader: DeliveryReader;
  readonly earlier: EarlierDeliveries;
  readonly resends: Resends;
  readonly sweepQueue: SweepQueue;
};

/** Everything about deliveries that the database keeps. */
export function openDeliveries(database: Database): Deliveries {
  return {
    store: deliveryStore(database),
    pauses: channelPauses(database),
    reader: deliveryReader(database),
    earlier: earlierDeliveries(database),
    resends: resends(database),
    sweepQueue: sweepQueue(database),
  };
}

function deliveryStore(database: Database): DeliveryStore {
  return {
    ...findDue(database),
    claim: (channel, options) => database.writeSession((unit) => claimDeliveries(unit, channel, options)),
    settle: (delivery, verdict, now) => database.writeSession((unit) => settleDelivery(unit, delivery, verdict, now)),
    interrupted: async (channel) => {
      const query = database.read.selectFrom('delivery').selectAll().where(isInFlight);
      return (await query.where('channel', '=', channel).orderBy('position').execute()).map(claimedOf);
    },
    release: (channel, now) =>
      database.write(async (db) => {
        await db
          .updateTable('delivery')
          .set({ not_before: now })
          .where(isHead)
          .where('channel', '=', channel)
          .where('not_before', '>', now)
          .where(sql<boolean>`state = 'pending' and attempts > 0`)
          .execute();
      }),
  };
}
