const LEAST_MS = 500;
const LONGEST_JITTER_MS = 5_000;

/**
 * Full jitter: anything up to a span that doubles with each attempt, so that deliveries that failed together do not come back
 * together. `random` is from 0 up to 1.
 */
export function backOffMs(
  attempts: number,
  limits: { readonly first: number; readonly longest: number },
  random: number,
): number {
  const span = Math.min(limits.longest, limits.first * 2 ** Math.min(attempts - 1, 30));
  return Math.max(Math.min(LEAST_MS, span), Math.floor(random * span));
}

/** A little after the moment that the other side named, never more than an hour from now. */
export function afterNamedMoment(at: number, now: number, longestMs: number, random: number): number {
  const wait = Math.min(Math.max(0, at - now), longestMs);
  return now + wait + Math.floor(random * Math.min(LONGEST_JITTER_MS, wait / 5));
}
