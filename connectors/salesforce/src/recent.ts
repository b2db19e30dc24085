import type { EpochMs } from '../../../core/session-request/values.ts';

/** What was learned lately, each for a while. */
export type Recent = {
  get(key: string): string | null;
  set(key: string, value: string): void;
  forget(key: string): void;
};

const MOST_KEPT = 5000;

/** Forgets by age, and the oldest when there is too much. */
export function createRecent(keepMs: number, now: () => EpochMs): Recent {
  const kept = new Map<string, { readonly value: string; readonly until: EpochMs }>();
  return {
    get: (key) => {
      const known = kept.get(key);
      return known !== undefined && now() < known.until ? known.value : null;
    },
    set: (key, value) => {
      // Deleted first, so that the order is that of learning.
      kept.delete(key);
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(key, { value, until: now() + keepMs });
    },
    forget: (key) => {
      kept.delete(key);
    },
  };
}
