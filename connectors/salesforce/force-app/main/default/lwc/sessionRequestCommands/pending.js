/** The server looks every few seconds; later than that, something holds it up. */
const LATE_MS = 10000;
/** Older than that, nobody waits for it any more. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1000;

/**
 * Where in the panel a command was pressed: the same place twice at once is one press.
 * @param {Wish} wish
 * @returns {string}
 */
export function placeOf({ requestKey, type, parameters }) {
  const { channel, deliveryId } = parameters;
  return [requestKey || 'new', type, channel, deliveryId].filter((part) => typeof part === 'string').join(' ');
}

/**
 * The commands that were not done yet: those on their way from here, and those that the records show, from an earlier visit too.
 * Rows come newest first.
 * @param {readonly SentCommand[]} sent
 * @param {readonly CommandRow[]} rows
 * @param {number} now
 * @returns {readonly PendingCommand[]}
 */
export function pendingOf(sent, rows, now) {
  const written = new Set(rows.map(({ key }) => key));
  const here = sent
    .filter(({ key }) => !written.has(key))
    .map((one) => ({ ...one, place: placeOf(one), state: one.state === 'written' ? waiting(one.at, now) : one.state }));
  const there = rows.flatMap((row, index) => {
    const at = startOf(row, sent);
    const state = stateOf(row, at, now);
    const isAnswered = state === 'too-old' && isAskedAgain(row, rows.slice(0, index));
    return state === null || isAnswered ? [] : [pendingRow(row, state, at)];
  });
  return [...here, ...there];
}

/**
 * Too late, and asked for again since then: no question any more.
 * @param {CommandRow} row
 * @param {readonly CommandRow[]} newer
 */
function isAskedAgain(row, newer) {
  const place = placeOf(row);
  return newer.some((other) => placeOf(other) === place);
}

/**
 * When it was pressed: by this machine's clock where it was pressed here.
 * @param {CommandRow} row
 * @param {readonly SentCommand[]} sent
 */
function startOf(row, sent) {
  const own = sent.find(({ key }) => key === row.key);
  return own === undefined ? row.createdAt : own.at;
}

/**
 * @param {CommandRow} row
 * @param {number} at
 * @param {number} now
 * @returns {PendingCommand['state'] | null}
 */
function stateOf(row, at, now) {
  if (now - at > FORGOTTEN_MS) return null;
  if (row.result === 'Too old') return 'too-old';
  if (row.handledAt !== null) return null;
  return row.seenAt === null ? waiting(at, now) : 'seen';
}

/**
 * @param {number} at
 * @param {number} now
 * @returns {'waiting' | 'late'}
 */
function waiting(at, now) {
  return now - at >= LATE_MS ? 'late' : 'waiting';
}

/**
 * @param {CommandRow} row
 * @param {PendingCommand['state']} state
 * @param {number} at
 * @returns {PendingCommand}
 */
function pendingRow(row, state, at) {
  const { key, requestKey, type, parameters } = row;
  return { key, requestKey, type, parameters, place: placeOf(row), at, state };
}

/**
 * The commands sent from here that have an answer now.
 * @param {readonly SentCommand[]} sent
 * @param {readonly CommandRow[]} rows
 * @returns {readonly CommandRow[]}
 */
export function settledBetween(sent, rows) {
  const ours = new Set(sent.map(({ key }) => key));
  return rows.filter(({ key, handledAt }) => ours.has(key) && handledAt !== null);
}
