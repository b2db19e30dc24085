import { type Random, seededRandom } from '../../fakes/shared/random.ts';
import { type LoadWorld, ServerGone, type Step } from './load-world.ts';
import { command, create, repeat } from './panel-steps.ts';
import { recipient } from './recipient-step.ts';

/** How often each step is taken, of 100. */
const SHARES: readonly (readonly [number, Step])[] = [
  [16, create],
  [52, command],
  [22, recipient],
  [10, repeat],
];

/** Who got no answer tries again first thing, mostly. */
const REPEATS_FIRST = 0.7;

/**
 * Agents and recipients at work, all at once, until the server is gone or each has done `stepsEach`. Settles when the last has noticed.
 * The seed decides what each of them does; how their steps meet is up to the moment.
 */
export async function runLoad(world: LoadWorld, workers: number, stepsEach: number, seed: number): Promise<void> {
  const all = Array.from({ length: workers }, (_, index) => work(world, stepsEach, seededRandom(seed * 1000 + index)));
  await Promise.all(all);
}

async function work(world: LoadWorld, steps: number, random: Random): Promise<void> {
  try {
    if (random() < REPEATS_FIRST) await repeat(world, random);
    for (let taken = 0; taken < steps; taken += 1) await stepOf(random)(world, random);
  } catch (error) {
    if (!(error instanceof ServerGone)) throw error;
  }
}

function stepOf(random: Random): Step {
  let left = random() * 100;
  for (const [share, step] of SHARES) {
    left -= share;
    if (left < 0) return step;
  }
  return create;
}
