import type { Generated } from 'kysely';

/** What the dispatcher notes beside each row of `delivery`. */
export type DispatchColumns = {
  /**
   * Place in the lane. Null: not placed yet. 1: the lane's head, the only one that may be worked on. 2: the head while it is being sent.
   * 0: behind the head. -1: finished. Only the holder of the channel's lease places rows, so that two writers never make two heads.
   */
  turn: Generated<number | null>;
  /** 1 when it was once unknown whether the effect took place: then a resend looks before it sends. */
  ambiguous: Generated<number>;
  /** When to park it although it could be tried again; null: a while after its creation. */
  give_up_at: Generated<number | null>;
  /** When to check whether the effect is there exactly once; null: not to be checked. */
  sweep_at: Generated<number | null>;
};

export type DeliveryChannelTables = { readonly delivery_channel: DeliveryChannelTable };

/** A row exists while the channel pauses. */
export type DeliveryChannelTable = { channel: string; paused_at: number; paused_until: number; reason: string };
