import { startScript } from '../../support/child-process.ts';
import { PROJECT_ROOT } from '../../support/project-root.ts';
import type { LoadJob, LoadOutcome } from './load-job.ts';

const SCRIPT = `${PROJECT_ROOT}test/bench/transitions/load-process.ts`;

/** Runs the load in a process of its own, so that making it does not slow what it measures more than it must. */
export async function runLoad(job: LoadJob): Promise<LoadOutcome> {
  const child = startScript(SCRIPT, [JSON.stringify(job)]);
  let outcome: LoadOutcome | null = null;
  child.onLine((line) => {
    if (line.startsWith('{')) outcome = JSON.parse(line) as LoadOutcome;
  });
  await child.ended;
  if (outcome === null) throw new Error(`The load process failed. It said:\n${child.output()}`);
  return outcome;
}
