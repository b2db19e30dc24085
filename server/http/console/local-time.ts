import type { EpochMs } from '../../../core/session-request/values.ts';
import { offsetAt } from '../../../core/session-request/zone-offset.ts';

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

/**
 * The moment that a clock on the wall of `timeZone` shows `local` (`2026-11-24T14:00`, as browsers send it); null when it is no date. A
 * time that a change of clocks skips is read as the moment after the change; one that happens twice, as the first.
 */
export function momentOf(local: string, timeZone: string): EpochMs | null {
  const [, year, month, day, hour, minute] = FORM.exec(local) ?? [];
  if (year === undefined) return null;
  const asUtc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 16) !== local.slice(0, 16)) return null;
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((at) => offsetAt(timeZone, at));
  const candidates = [...new Set(offsets)].map((offset) => asUtc - offset);
  const exact = candidates.filter((at) => at + offsetAt(timeZone, at) === asUtc);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** What the clock on the wall of `timeZone` shows, as an `<input type="datetime-local">` wants it. */
export function localTime(at: EpochMs, timeZone: string): string {
  return new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 16);
}

const DAY_MS = 24 * 60 * 60 * 1000;
