import type { z } from 'zod';
import type { Answer } from '../../core/ports/answer.ts';
import type { RequestChange } from '../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../core/ports/stores.ts';
import type { ChannelFamily } from './delivery-channel.ts';
import type { DeliveryServices } from './delivery-services.ts';
import type { ClaimedDelivery } from './delivery-store.ts';

/** The effect took place. */
export type Sent = {
  /** What the other side calls it; null when it has no name. */
  readonly remoteId: string | null;
  /** Set when there was no need to send, with one sentence why. */
  readonly skipped?: string;
};

/** How a delivery ended, for those who want to note it elsewhere. */
export type DeliveryEnd =
  | { readonly state: 'done'; readonly skipped: boolean }
  | { readonly state: 'parked'; readonly because: string };

/** What the planner gives every kind: the only things that are not a function of the change. */
export type PlanContext = {
  /** A new delivery id, 128 random bits. */
  newId(): string;
  /** Four random characters that make a marker this server's own. */
  newMark(): string;
  /** Endpoints that want to hear of this installation's requests. */
  webhooksOf(installationId: string): readonly { readonly id: string; readonly eventTypes: readonly string[] | null }[];
};

/** What to do when it is not known whether the effect took place. */
export type Doubt<Payload> =
  /** Look whether it is there, but not before the other side has had `settleMs` to make a late effect visible; send again when absent. */
  | {
      readonly remedy: 'probe';
      readonly settleMs: number;
      probe(
        payload: Payload,
        delivery: ClaimedDelivery,
        services: DeliveryServices,
      ): Promise<Answer<{ readonly found: string } | 'absent'>>;
    }
  /** Sending twice does no harm. */
  | { readonly remedy: 'send-again' }
  /** Nobody can tell: a person decides. One sentence says what to look at. */
  | { readonly remedy: 'park'; readonly because: string };

/** The later check that the effect is there exactly once. */
export type Sweep<Payload> = {
  /** What the other side has of it, oldest first. */
  copies(payload: Payload, delivery: SweptDelivery, services: DeliveryServices): Promise<Answer<readonly string[]>>;
  remove(remoteId: string, delivery: SweptDelivery, services: DeliveryServices): Promise<Answer<null>>;
};

export type SweptDelivery = Pick<ClaimedDelivery, 'id' | 'installationId' | 'requestId' | 'createdAt'>;

/** One kind of delivery, as its file in `kinds/` describes it. */
export type KindDefinition<Payload> = {
  readonly name: string;
  readonly family: ChannelFamily;
  /** Longer than the adapter's own time limit: a safety net. */
  readonly timeoutMs: number;
  readonly payload: z.ZodType<Payload>;
  readonly doubt: Doubt<Payload>;
  readonly sweep?: Sweep<Payload>;
  plan(change: RequestChange, context: PlanContext): readonly NewDelivery[];
  send(payload: Payload, delivery: ClaimedDelivery, services: DeliveryServices): Promise<Answer<Sent>>;
  /** Called after the end is stored, at least once unless the process dies right then. */
  ended?(payload: Payload, delivery: ClaimedDelivery, end: DeliveryEnd, services: DeliveryServices): Promise<void>;
};

/** A kind whose payload's type nobody else needs to know. */
export type DeliveryKind = Omit<KindDefinition<unknown>, 'payload' | 'send' | 'ended' | 'doubt' | 'sweep'> & {
  readonly doubt: Doubt<string>;
  readonly sweep: Sweep<string> | null;
  send(payload: string, delivery: ClaimedDelivery, services: DeliveryServices): Promise<Answer<Sent>>;
  ended(payload: string, delivery: ClaimedDelivery, end: DeliveryEnd, services: DeliveryServices): Promise<void>;
};

/** Makes a kind from its definition: payloads are read and checked before the definition sees them. */
export function deliveryKind<Payload>(definition: KindDefinition<Payload>): DeliveryKind {
  const { name, family, timeoutMs, doubt, sweep } = definition;
  const read = (json: string): Payload | null => {
    try {
      return definition.payload.safeParse(JSON.parse(json)).data ?? null;
    } catch {
      return null;
    }
  };
  const withPayload = async <Value>(
    json: string,
    use: (payload: Payload) => Promise<Answer<Value>>,
  ): Promise<Answer<Value>> => {
    const payload = read(json);
    return payload === null ? unreadable() : use(payload);
  };
  return {
    name,
    family,
    timeoutMs,
    plan: (change, context) => definition.plan(change, context),
    send: (json, delivery, services) => withPayload(json, (payload) => definition.send(payload, delivery, services)),
    ended: async (json, delivery, end, services) => {
      const payload = read(json);
      if (payload !== null) await definition.ended?.(payload, delivery, end, services);
    },
    doubt:
      doubt.remedy === 'probe'
        ? {
            ...doubt,
            probe: (json, delivery, services) =>
              withPayload(json, (payload) => doubt.probe(payload, delivery, services)),
          }
        : doubt,
    sweep:
      sweep === undefined
        ? null
        : {
            copies: (json, delivery, services) =>
              withPayload(json, (payload) => sweep.copies(payload, delivery, services)),
            remove: (remoteId, delivery, services) => sweep.remove(remoteId, delivery, services),
          },
  };
}

function unreadable(): Answer<never> {
  const because = { code: 'invalid', message: 'What was to be sent cannot be read.' } as const;
  return { kind: 'not-done', retry: { when: 'never' }, because };
}
