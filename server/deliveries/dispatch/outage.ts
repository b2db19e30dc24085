const FAILURES = 3;

/** Notices when a system that could not be reached for a while answers again. */
export type Outage = { heard(reachable: boolean | null): 'over' | null };

export function createOutage(): Outage {
  let failures = 0;
  return {
    heard: (reachable) => {
      if (reachable === null) return null;
      if (!reachable) {
        failures += 1;
        return null;
      }
      const wasDown = failures >= FAILURES;
      failures = 0;
      return wasDown ? 'over' : null;
    },
  };
}
