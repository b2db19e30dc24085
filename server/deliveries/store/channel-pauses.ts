import type { Database } from '../../storage/database.ts';
import type { DeliveryChannelTable } from './delivery-tables.ts';
import type { ChannelPause, ChannelPauses } from '../delivery-store.ts';

export function channelPauses(database: Database): ChannelPauses {
  return {
    of: async (channel) => {
      const query = database.read.selectFrom('delivery_channel').selectAll().where('channel', '=', channel);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : pauseOf(row);
    },
    pause: (channel, until, reason, now) =>
      database.write(async (db) => {
        await db
          .insertInto('delivery_channel')
          .values({ channel, paused_at: now, paused_until: until, reason })
          .onConflict((conflict) => conflict.column('channel').doUpdateSet({ paused_until: until, reason }))
          .execute();
      }),
    lift: (channel) =>
      database.write(async (db) => {
        await db.deleteFrom('delivery_channel').where('channel', '=', channel).execute();
      }),
    list: async () => {
      const rows = await database.read.selectFrom('delivery_channel').selectAll().orderBy('channel').execute();
      return rows.map((row) => ({ channel: row.channel, ...pauseOf(row) }));
    },
  };
}

function pauseOf(row: DeliveryChannelTable): ChannelPause {
  return { since: row.paused_at, until: row.paused_until, reason: row.reason };
}
