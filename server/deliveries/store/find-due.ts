import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../storage/database.ts';
import { prepare } from '../../storage/prepared.ts';
import type { Tables } from '../../storage/tables.ts';
import type { DeliveryStore } from '../delivery-store.ts';
import { isFresh, isHead, isInFlight } from './conditions.ts';

type DueChannel = { readonly channel: string; readonly due_at: number };

/** Jumps from channel to channel along the index, so that it costs as much as there are channels, not deliveries. */
const everyDueChannel = prepare<{ abandonedAfterMs: number }>()((db, { abandonedAfterMs }) =>
  compilable<DueChannel>(
    db,
    sql<DueChannel>`with recursive
      head (channel) as (${firstChannel(isHead)} union all select (${nextChannel(isHead, 'head')}) from head where head.channel is not null),
      fresh (channel) as (${firstChannel(isFresh)} union all select (${nextChannel(isFresh, 'fresh')}) from fresh where fresh.channel is not null)
      select channel, (${firstDue(isHead, 'head')}) as due_at from head where channel is not null
      union all
      select channel, (${firstDue(isFresh, 'fresh')}) as due_at from fresh where channel is not null
      union all
      select channel, min(attempting_since) + ${abandonedAfterMs} as due_at from delivery where ${isInFlight} group by channel`,
  ),
);

const oneDue = prepare<{ channel: string; now: number; interruptedBefore: number }>()((db, values) => {
  const { channel, now, interruptedBefore } = values;
  const due = (which: RawBuilder<boolean>) =>
    sql`exists (select 1 from delivery where ${which} and channel = ${channel} and not_before <= ${now})`;
  return compilable<{ due: number }>(
    db,
    sql<{ due: number }>`select case when ${due(isHead)} or ${due(isFresh)} or exists (
      select 1 from delivery where ${isInFlight} and channel = ${channel} and attempting_since <= ${interruptedBefore}
    ) then 1 else 0 end as due`,
  );
});

export function findDue(database: Database): Pick<DeliveryStore, 'dueChannels' | 'hasDue'> {
  const { readSession } = database;
  return {
    dueChannels: async (abandonedAfterMs) => {
      const earliest = new Map<string, number>();
      for (const { channel, due_at: dueAt } of await readSession.all(everyDueChannel, { abandonedAfterMs })) {
        earliest.set(channel, Math.min(dueAt, earliest.get(channel) ?? dueAt));
      }
      return [...earliest].map(([channel, dueAt]) => ({ channel, dueAt }));
    },
    hasDue: async (channel, now, interruptedBefore) =>
      (await readSession.first(oneDue, { channel, now, interruptedBefore }))?.due === 1,
  };
}

function firstChannel(which: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`select (select channel from delivery where ${which} order by channel limit 1)`;
}

function nextChannel(which: RawBuilder<boolean>, from: string): RawBuilder<unknown> {
  const here = sql.ref(`${from}.channel`);
  return sql`select delivery.channel from delivery where ${which} and delivery.channel > ${here} order by delivery.channel limit 1`;
}

function firstDue(which: RawBuilder<boolean>, from: string): RawBuilder<unknown> {
  const here = sql.ref(`${from}.channel`);
  return sql`select not_before from delivery where ${which} and delivery.channel = ${here} order by not_before limit 1`;
}

function compilable<Row>(db: Kysely<Tables>, query: RawBuilder<Row>): Compilable<Row> {
  return { compile: () => query.compile(db) };
}
