import type { OrgSettings } from '../../../core/ports/installation.ts';
import { aPress, inboxWorld } from '../../panel-inbox/inbox-world.ts';

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

export type Day = {
  /** As an admin sets it. */
  readonly org: Partial<OrgSettings>;
  /** Whether each press rings. */
  readonly rings: boolean;
  /** Tickets with an active request, all day long. */
  readonly active: number;
  /** Presses in panels, evenly over the ten hours in which people work. */
  readonly presses: number;
};

const WORK_MS = 10 * 60 * MINUTE_MS;

/** Calls of a day that are made whether or not there is anything: looks for commands and for changed cases, and the org's own name. */
export async function looksOfDay({ org, rings, active, presses }: Day): Promise<number> {
  const world = inboxWorld(org);
  world.now.activeTickets = Array.from({ length: active }, (_, index) => `500${index}`);
  world.worker();
  await world.pass(0);
  const startsAt = 7 * 60 * MINUTE_MS;
  await world.pass(startsAt);
  for (let index = 0; index < presses; index += 1) {
    world.now.waiting = [...world.now.waiting, aPress(`c${index}`)];
    if (rings) await world.worker().ring();
    await world.pass(WORK_MS / presses);
  }
  await world.pass(DAY_MS - startsAt - (presses === 0 ? 0 : WORK_MS));
  return world.polls.length + world.follows.length + world.identified.length;
}
