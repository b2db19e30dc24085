import { setTimeout as wait } from 'node:timers/promises';
import type { CrashSite } from './crash-site.ts';

const LOOK_MS = 200;
/** The faults go on while there is much to tell; the last few must not meet ever new ones. */
const FAULTS_END_BELOW = 20;
const PATIENCE_MS = 600_000;

/**
 * Waits until every delivery is at its end and every late write at the help desk has shown itself. Throws when that takes too long.
 * Returns how many calls the help desk's bad day had struck.
 */
export async function untilDrained(
  { side, desk }: Pick<CrashSite, 'side' | 'desk'>,
  settleMs: number,
): Promise<number> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  let struck: number | null = null;
  for (let left = await side.unfinished(); left > 0; left = await side.unfinished()) {
    if (performance.now() > giveUpAt) throw new Error(`${left} deliveries did not come to their end.`);
    if (struck === null && left < FAULTS_END_BELOW) struck = await endFaults(desk);
    await wait(LOOK_MS);
  }
  struck ??= await endFaults(desk);
  while ((await desk.control.state()).lateWrites > 0) await wait(Math.min(LOOK_MS, settleMs));
  return struck;
}

async function endFaults({ control }: CrashSite['desk']): Promise<number> {
  const rules = await control.faultHits();
  await control.faults([]);
  return rules.reduce((sum, { hits }) => sum + hits, 0);
}
