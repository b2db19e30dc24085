'use strict';

(() => {
  const MINUTE_MS = 60000;
  const HOUR_MS = 60 * MINUTE_MS;
  const DAY_MS = 24 * HOUR_MS;
  const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

  /** @returns {string} */
  function ownZone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  }

  /**
   * When it was, as the agent's clock shows it: the time alone when it is within half a day of `now`.
   * @param {number} at
   * @param {number} now
   */
  function moment(at, now) {
    const isNear = Math.abs(at - now) < DAY_MS / 2;
    return format(at, isNear ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
  }

  /**
   * With the zone's name; for what was agreed upon with somebody.
   * @param {{ readonly startAt: number, readonly timeZone: string }} schedule
   */
  function appointment({ startAt, timeZone }) {
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
    return new Intl.DateTimeFormat(SR.parts.words.tag(), options).format(at);
  }

  /** @param {number} ms */
  function duration(ms) {
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
    return new Intl.NumberFormat(SR.parts.words.tag(), { style: 'unit', unit: name, unitDisplay: 'long' }).format(
      value,
    );
  }

  /**
   * "2 minutes ago", "in 3 hours".
   * @param {number} at
   * @param {number} now
   */
  function distance(at, now) {
    const gap = at - now;
    const [size, name] = stepFor(Math.abs(gap));
    return new Intl.RelativeTimeFormat(SR.parts.words.tag(), { numeric: 'auto' }).format(Math.round(gap / size), name);
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

  /** @param {string} name */
  function isZone(name) {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false;
    }
  }

  /**
   * The moment at which a clock on the wall of `timeZone` shows `local` (`2026-11-24T14:00`); null when that is no date. A time that a
   * change of clocks skips becomes the one after the change; of one that happens twice, the first.
   * @param {string} local
   * @param {string} timeZone
   * @returns {number | null}
   */
  function momentOf(local, timeZone) {
    const parts = LOCAL.exec(local);
    if (parts === null || !isZone(timeZone)) return null;
    const [year, month, day, hour, minute] = parts.slice(1).map(Number);
    const asUtc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
    if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 16) !== local.slice(0, 16)) return null;
    const candidates = [asUtc - DAY_MS, asUtc + DAY_MS].map((at) => asUtc - offsetAt(at, timeZone));
    const exact = candidates.filter((at) => at + offsetAt(at, timeZone) === asUtc);
    return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
  }

  /**
   * What a clock on the wall of `timeZone` shows, as a date and time field wants it.
   * @param {number} at
   * @param {string} timeZone
   */
  function localTime(at, timeZone) {
    return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
  }

  /**
   * @param {number} at
   * @param {string} timeZone
   */
  function offsetAt(at, timeZone) {
    /** @type {Intl.DateTimeFormatOptions} */
    const shown = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' };
    const options = Object.assign({ timeZone, hourCycle: 'h23', second: 'numeric' }, shown);
    const parts = new Intl.DateTimeFormat('en-US', options).formatToParts(at);
    /** @param {string} type */
    const of = (type) => Number((parts.find((part) => part.type === type) || { value: 0 }).value);
    const asUtc = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    return asUtc - Math.floor(at / 1000) * 1000;
  }

  SR.share('times', { moment, appointment, duration, distance, momentOf, localTime, isZone, ownZone });
})();
