import OWN_ZONE from '@salesforce/i18n/timeZone';
import { TAG, attempt } from 'c/sessionRequestTexts';

const MINUTE_MS = 60000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The zone that the agent has chosen in Salesforce. */
export function ownZone() {
  return isZone(OWN_ZONE) ? OWN_ZONE : 'UTC';
}

/**
 * When it was, as the agent's clock shows it: the time alone when it is within half a day of `now`.
 * @param {number} at
 * @param {number} now
 */
export function moment(at, now) {
  const isNear = Math.abs(at - now) < DAY_MS / 2;
  return format(at, isNear ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
}

/**
 * With the zone's name where it is another one; for what was agreed upon with somebody.
 * @param {{ readonly startAt: number, readonly timeZone: string }} schedule
 */
export function appointment({ startAt, timeZone }) {
  const own = format(startAt, { dateStyle: 'full', timeStyle: 'short' });
  if (timeZone === ownZone() || !isZone(timeZone)) return own;
  const there = format(startAt, { weekday: 'short', hour: 'numeric', minute: 'numeric', timeZone });
  return `${own} (${there}, ${timeZone})`;
}

/**
 * @param {number} at
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(at, options) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(TAG, { timeZone: ownZone(), ...options }).format(date);
}

/** @param {number} ms */
export function duration(ms) {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return unit(minutes, 'minute');
  return minutes % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}`;
}

/**
 * @param {number} value
 * @param {string} name
 */
function unit(value, name) {
  return new Intl.NumberFormat(TAG, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
}

/**
 * "2 minutes ago", "in 3 hours".
 * @param {number} at
 * @param {number} now
 */
export function distance(at, now) {
  const gap = at - now;
  const [size, name] = stepFor(Math.abs(gap));
  return new Intl.RelativeTimeFormat(TAG, { numeric: 'auto' }).format(Math.round(gap / size), name);
}

/**
 * @param {number} gap
 * @returns {[number, Intl.RelativeTimeFormatUnit]}
 */
function stepFor(gap) {
  if (gap < MINUTE_MS) return [1000, 'second'];
  if (gap < HOUR_MS) return [MINUTE_MS, 'minute'];
  return gap < DAY_MS ? [HOUR_MS, 'hour'] : [DAY_MS, 'day'];
}

/** @param {string | null} name @returns {name is string} */
export function isZone(name) {
  if (!name) return false;
  return attempt(
    () => Boolean(new Intl.DateTimeFormat('en', { timeZone: name })),
    () => false,
  );
}

/**
 * The agent's own zone first, then the company's, then all others.
 * @param {string | null} companyZone
 * @returns {readonly string[]}
 */
export function zones(companyZone) {
  // Younger than the oldest browsers that Lightning runs in.
  const { supportedValuesOf } = /** @type {{ supportedValuesOf?: (kind: string) => string[] }} */ (Intl);
  const all = supportedValuesOf ? supportedValuesOf.call(Intl, 'timeZone') : [];
  return Array.from(new Set([ownZone(), ...[companyZone, 'UTC'].filter(isZone), ...all]));
}
