import type { Channel } from '../../core/session-request/values.ts';
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
  /** How the link left all the same; null when it did not, or when this was no link. */
  readonly wentBy: Channel | null;
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

/** What carries a link, and the way that it goes. */
const WAYS: ReadonlyMap<string, Channel> = new Map([
  ['email', 'email'],
  ['sms', 'sms'],
  ['ticket-reply', 'ticket'],
]);

type Reader = Pick<DeliveryReader, 'troubled' | 'doneOf' | 'find'>;

/** Deliveries that went wrong, as panels show them. */
export function deliveryTrouble(reader: Reader): DeliveryTrouble {
  return {
    of: async (requestIds) => {
      const found = new Map<string, Trouble[]>();
      if (requestIds.length === 0) return found;
      const troubled = await reader.troubled(requestIds);
      const links = troubled.filter(({ kind }) => WAYS.has(kind)).map(({ requestId }) => requestId);
      const sent = links.length === 0 ? [] : await reader.doneOf([...new Set(links)], [...WAYS.keys()]);
      for (const delivery of troubled) {
        const trouble = troubleOf(delivery, sent);
        if (trouble !== null) found.set(delivery.requestId, [...(found.get(delivery.requestId) ?? []), trouble]);
      }
      return found;
    },
    requestOf: async (deliveryId) => (await reader.find(deliveryId))?.requestId ?? null,
  };
}

function troubleOf(delivery: DeliveryView, sent: readonly DeliveryView[]): Trouble | null {
  const { id, kind, state, reason } = delivery;
  const shown = STATES[state];
  // A notice to an agent, or a look at the ticket's devices, is no part of what the request tells its ticket and the end user.
  if (shown === null || kind === ASSET_LOOK || kind.startsWith('notice-')) return null;
  const sentence = reason ?? (shown === 'unknown' ? IN_DOUBT : WAITING);
  const wentBy = wayOf(delivery, sent);
  return { deliveryId: id, kind, state: shown, reason: sentence, known: knownReason(sentence), wentBy };
}

/** The way by which the link left all the same, at the same time or since. */
function wayOf({ requestId, kind, createdAt }: DeliveryView, sent: readonly DeliveryView[]): Channel | null {
  if (!WAYS.has(kind)) return null;
  const other = sent.findLast((one) => one.requestId === requestId && one.kind !== kind && one.createdAt >= createdAt);
  return other === undefined ? null : (WAYS.get(other.kind) ?? null);
}
