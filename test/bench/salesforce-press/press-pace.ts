/** When presses come, in milliseconds from the start: so many a minute on average, at moments that nobody chose. The same each time. */
export function pressMoments(perMinute: number, presses: number): readonly number[] {
  const random = seeded(perMinute);
  const moments: number[] = [];
  let at = 0;
  for (let press = 0; press < presses; press += 1) {
    at += -Math.log(1 - random()) * (60_000 / perMinute);
    moments.push(at);
  }
  return moments;
}

/** Enough to tell the slowest of twenty, in a time that one can wait for. */
export function pressesAt(perMinute: number): number {
  return Math.min(100, Math.max(6, Math.round(perMinute * 1.5)));
}

/** Numbers from 0 to below 1 (a linear congruence; good enough to spread presses). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
