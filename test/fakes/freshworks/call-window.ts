const WINDOW_MS = 60_000;

/** A limit over any 60 seconds. */
export type CallWindow = {
  /** False when the limit is reached; then nothing is counted. */
  take(now: number): boolean;
  used(now: number): number;
  clear(): void;
};

export function callWindow(limit: number): CallWindow {
  let taken: number[] = [];
  const recent = (now: number): number[] => {
    taken = taken.filter((at) => at > now - WINDOW_MS);
    return taken;
  };
  return {
    take(now) {
      if (recent(now).length >= limit) return false;
      taken.push(now);
      return true;
    },
    used: (now) => recent(now).length,
    clear() {
      taken = [];
    },
  };
}
