/** The help desk's platform: how many calls of the app it sees in any 60 seconds. */
export type PlatformCalls = {
  watched(at: number): void;
  pressed(at: number): void;
  /** Presses, and how many of them the platform would have refused: it had 50 calls in the 60 seconds before. */
  presses(): { readonly made: number; readonly refused: number };
  /** The fullest 60 seconds, of all calls or of those that watch. */
  fullest(): { readonly all: number; readonly watching: number };
  /** Calls that watched, a minute, over the whole time. */
  watchingPerMinute(): number;
};

const MINUTE_MS = 60_000;
const MOST_CALLS = 50;

export function platformCalls(): PlatformCalls {
  const watches: number[] = [];
  const presses: number[] = [];
  return {
    watched: (at) => void watches.push(at),
    pressed: (at) => void presses.push(at),
    presses: () => {
      const all = [...watches, ...presses];
      const isRefused = (at: number): boolean =>
        all.filter((one) => one < at && at - one < MINUTE_MS).length >= MOST_CALLS;
      return { made: presses.length, refused: presses.filter(isRefused).length };
    },
    fullest: () => ({ all: fullestMinute([...watches, ...presses]), watching: fullestMinute(watches) }),
    watchingPerMinute: () => {
      const lastedMs = Math.max(...watches) - Math.min(...watches);
      return (watches.length / lastedMs) * MINUTE_MS;
    },
  };
}

/** The most calls that lie within 60 seconds. */
export function fullestMinute(calls: readonly number[]): number {
  const sorted = calls.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  sorted.forEach((at, index) => {
    while (at - (sorted[first] ?? at) >= MINUTE_MS) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}
