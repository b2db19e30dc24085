import { isOver, isUpcoming } from 'c/sessionRequestView';

/** Until a request tells more. @type {Surroundings} */
const NOTHING_KNOWN = Object.freeze({ queues: [], channels: null, languages: null, timeZone: null, isTest: false });

/** @typedef {{ shown: readonly RequestRow[], later: readonly RequestRow[], past: readonly RequestRow[] }} Arranged */

/**
 * What stands open, what is planned, and what is over. With nothing going on, the next planned one stands open.
 * @param {readonly RequestRow[]} requests
 * @param {number} now
 * @returns {Arranged}
 */
export function arrange(requests, now) {
  const past = requests.filter(isOver);
  const active = requests.filter((row) => !isOver(row));
  const planned = active.filter((row) => isPlanned(row, now)).sort((one, other) => startOf(one) - startOf(other));
  const current = active.filter((row) => !isPlanned(row, now));
  if (current.length > 0) return { shown: current, later: planned, past };
  return { shown: planned.slice(0, 1), later: planned.slice(1), past };
}

/**
 * @param {RequestRow} row
 * @param {number} now
 */
function isPlanned({ read }, now) {
  return read.ok && isUpcoming(read.view, now);
}

/** @param {RequestRow} row */
function startOf({ read }) {
  return read.ok && read.view.schedule !== null ? read.view.schedule.startAt : 0;
}

/**
 * When the support server last wrote anything on this case.
 * @param {PageState} page
 * @returns {number | null}
 */
export function serverHeardAt({ requests, commands }) {
  const moments = [
    ...requests.map(({ writtenAt }) => writtenAt),
    ...commands.flatMap(({ seenAt, handledAt }) => [seenAt || 0, handledAt || 0]),
  ];
  const newest = Math.max(0, ...moments);
  return newest === 0 ? null : newest;
}

/**
 * What holds for all requests, as the newest view of this case that tells it says; null while none does.
 * @param {PageState} page
 * @returns {Surroundings | null}
 */
export function ownSurroundings({ requests }) {
  for (const { read } of requests) if (read.ok && read.surroundings !== null) return read.surroundings;
  return null;
}

/**
 * The same, with what a request of another case told.
 * @param {PageState} page
 * @param {Surroundings | null} elsewhere
 * @returns {Surroundings}
 */
export function surroundingsOf(page, elsewhere) {
  return ownSurroundings(page) || elsewhere || NOTHING_KNOWN;
}

/**
 * The first request whose status is another one than before.
 * @param {PageState | null} before
 * @param {PageState} after
 * @returns {RequestRow | undefined}
 */
export function movedBetween(before, after) {
  if (before === null) return undefined;
  const status = new Map(before.requests.map((row) => [row.key, row.status]));
  return after.requests.find((row) => status.get(row.key) !== row.status);
}
