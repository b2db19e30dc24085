import type { SessionRequestEvent } from '../session-request/events.ts';
import type { SessionRequest } from '../session-request/states.ts';
import type { EpochMs } from '../session-request/values.ts';
import type { Installation } from './installation.ts';
import type { NewDelivery } from './stores.ts';

export type RequestChange = {
  readonly installation: Installation;
  readonly before: SessionRequest | null;
  readonly after: SessionRequest;
  /** In order; the last has sequence number `after.version`. */
  readonly events: readonly SessionRequestEvent[];
  readonly now: EpochMs;
};

/** Says what must be told to outside systems because of a change. Pure but for ids; called inside the unit of work. */
export type DeliveryPlanner = {
  plan(change: RequestChange): readonly NewDelivery[];
};
