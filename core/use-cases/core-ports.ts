import type { ChangeFeed } from '../ports/change-feed.ts';
import type { DeliveryPlanner } from '../ports/delivery-planner.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Clock, Ids } from '../ports/world.ts';

/** What every use case that changes a request needs. */
export type CorePorts = {
  readonly unitOfWork: UnitOfWork;
  readonly planner: DeliveryPlanner;
  readonly changes: ChangeFeed;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** A command's own id and a hash of its body, so that sending it twice does it once. `scope` keeps senders apart. */
export type CommandEnvelope = { readonly scope: string; readonly commandId: string; readonly bodyHash: string };
