import type { EpochMs } from '../../core/session-request/values.ts';

/** At most so many calls in any stretch of so many milliseconds. */
export type Rate = { readonly most: number; readonly withinMs: number };

/** The first moment from `earliest` on at which one more call keeps all rates, whatever is planned after it. `calls` are in order. */
export function earliestSlot(calls: readonly EpochMs[], earliest: EpochMs, rates: readonly Rate[]): EpochMs {
  const isFree = (at: EpochMs): boolean => rates.every((rate) => fits(calls, at, rate));
  if (isFree(earliest)) return earliest;
  // Room only comes to be where a call leaves the stretch of a rate.
  const candidates = rates
    .flatMap(({ withinMs }) => calls.map((call) => call + withinMs))
    .filter((at) => at > earliest)
    .toSorted((a, b) => a - b);
  return candidates.find(isFree) ?? earliest;
}

function fits(calls: readonly EpochMs[], at: EpochMs, { most, withinMs }: Rate): boolean {
  const place = placeOf(calls, at);
  const withIt = (index: number): EpochMs =>
    index === place ? at : (calls[index < place ? index : index - 1] ?? Number.POSITIVE_INFINITY);
  for (let first = Math.max(0, place - most); first <= place; first += 1) {
    // The call after the last that one stretch may hold must lie outside of it.
    if (withIt(first + most) - withIt(first) < withinMs) return false;
  }
  return true;
}

/** Behind all calls that are not later. */
function placeOf(calls: readonly EpochMs[], at: EpochMs): number {
  const later = calls.findIndex((call) => call > at);
  return later === -1 ? calls.length : later;
}
