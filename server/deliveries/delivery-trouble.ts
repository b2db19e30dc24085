import { ASSET_LOOK } from '../address-search/asset-look.ts';
import { type KnownReason, knownReason } from '../texts/reason-text.ts';
import type { DeliveryReader, DeliveryView } from './delivery-store.ts';

export type Trouble = {
  readonly deliveryId: string;
  readonly kind: string;
  readonly state: 'parked' | 'unknown' | 'delayed';
  /** A sentence for the agent, in English. */
  readonly reason: string;
  /** The same in the reader's language: `reason.<key>` among the panel's texts. Null for what only others have words for. */
  readonly known: KnownReason | null;
};

export type DeliveryTrouble = {
  /** What could not be delivered, by request id. Requests without trouble are absent. */
  of(requestIds: readonly string[]): Promise<ReadonlyMap<string, readonly Trouble[]>>;
  /** The request a delivery belongs to; null when there is no such delivery. */
  requestOf(deliveryId: string): Promise<string | null>;
};

const STATES = { parked: 'parked', unknown: 'unknown', attempting: 'delayed', pending: 'delayed', done: null } as const;

const WAITING = 'It has not arrived yet and is tried again by itself.';
const IN_DOUBT = 'It is not certain that it arrived; this is being checked.';

/** Deliveries that went wrong, as panels show them. */
export function deliveryTrouble(reader: Pick<DeliveryReader, 'troubled' | 'find'>): DeliveryTrouble {
  return {
    of: async (requestIds) => {
      const found = new Map<string, Trouble[]>();
      if (requestIds.length === 0) return found;
      for (const delivery of await reader.troubled(requestIds)) {
        const trouble = troubleOf(delivery);
        if (trouble !== null) found.set(delivery.requestId, [...(found.get(delivery.requestId) ?? []), trouble]);
      }
      return found;
    },
    requestOf: async (deliveryId) => (await reader.find(deliveryId))?.requestId ?? null,
  };
}

function troubleOf({ id, kind, state, reason }: DeliveryView): Trouble | null {
  const shown = STATES[state];
  // A notice to an agent, or a look at the ticket's devices, is no part of what the request tells its ticket and the end user.
  if (shown === null || kind === ASSET_LOOK || kind.startsWith('notice-')) return null;
  const sentence = reason ?? (shown === 'unknown' ? IN_DOUBT : WAITING);
  return { deliveryId: id, kind, state: shown, reason: sentence, known: knownReason(sentence) };
}
