import { setTimeout as wait } from 'node:timers/promises';
import type { CrashSite } from './crash-site.ts';

const LOOK_MS = 200;
/** The faults go on while there is much to tell; the last few must not meet ever new ones. */
const FAULTS_END_BELOW = 20;

/**
 * Waits until every delivery is at its end and every late write at the help desk has shown itself. Throws when that takes too long.
 * Returns how many calls the help desk's bad day had struck.
 */
export async function untilDrained(
  { side, desk }: Pick<CrashSite, 'side' | 'desk'>,
  { settleMs, patienceMs }: { readonly settleMs: number; readonly patienceMs: number },
): Promise<number> {
  const giveUpAt = performance.now() + patienceMs;
  let struck: number | null = null;
  for (let left = await side.unfinished(); left > 0; left = await side.unfinished()) {
    if (performance.now() > giveUpAt) throw new Error(`Not at their end: ${(await side.unfinishedOnes()).join('; ')}.`);
    if (struck === null && left < FAULTS_END_BELOW) {
      struck = await endFaults(desk);
      await side.endBackOffs();
    }
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
