import type { OrgSettings } from '../../../core/ports/installation.ts';
import { aPress, inboxWorld } from '../../panel-inbox/inbox-world.ts';

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

export type Rings = 'nothing' | 'stream' | 'webhook';

export type Day = {
  /** As an admin sets it. */
  readonly org: Partial<OrgSettings>;
  /** What rings at each press: nothing, the org's own stream that is listened to, or a call of our webhook. */
  readonly rings: Rings;
  /** Tickets with an active request: while people press, or all day where nobody does. */
  readonly active: number;
  /** Presses in panels, over the ten hours in which people work. */
  readonly presses: number;
};

const WORK_MS = 10 * 60 * MINUTE_MS;
const MORNING_MS = 7 * 60 * MINUTE_MS;
const GOLDEN = 0.618_033_988_749_895;

/** Gaps as of presses that know nothing of each other, the same ones in every run. */
function gapAfter(index: number, meanMs: number): number {
  return Math.round(-Math.log(1 - ((index * GOLDEN) % 1)) * meanMs);
}

/** Calls of a day that are made whether or not there is anything to do: looks for commands and for changed cases, and the org's own name. */
export async function looksOfDay({ org, rings, active, presses }: Day): Promise<number> {
  const world = inboxWorld({ ...org, listens: rings === 'stream' });
  const tickets = Array.from({ length: active }, (_, index) => `500${index}`);
  world.worker();
  await world.pass(0);
  for (const listener of world.bell.listeners) listener.onState(true, 'The org is listened to.');
  if (presses === 0) world.now.activeTickets = tickets;
  await world.pass(MORNING_MS);
  world.now.activeTickets = tickets;
  let spentMs = 0;
  for (let index = 0; index < presses; index += 1) {
    world.now.waiting = [...world.now.waiting, aPress(`c${index}`)];
    for (const listener of world.bell.listeners) listener.ring(`press-${index}`);
    if (rings === 'webhook') await world.worker().ring();
    const gapMs = gapAfter(index, WORK_MS / presses);
    spentMs += gapMs;
    await world.pass(gapMs);
  }
  if (presses > 0) world.now.activeTickets = [];
  await world.pass(DAY_MS - MORNING_MS - spentMs);
  // What is asked at the same moment is one call.
  const polled = new Set(world.polls);
  const besides = world.follows.filter((at) => !polled.has(at));
  return world.polls.length + besides.length + world.identified.length;
}
