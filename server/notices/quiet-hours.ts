import type { EpochMs } from '../../core/session-request/values.ts';
import type { QuietHours } from './notice-choice.ts';

/** Whether the clock on the person's wall stands within the quiet hours. Equal ends are no hours at all. */
export function isQuiet({ fromMinute, toMinute, timeZone }: QuietHours, at: EpochMs): boolean {
  const minute = minuteOfDay(timeZone, at);
  if (fromMinute <= toMinute) return minute >= fromMinute && minute < toMinute;
  return minute >= fromMinute || minute < toMinute;
}

function minuteOfDay(timeZone: string, at: EpochMs): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' });
  const parts = format.formatToParts(at);
  const of = (type: 'hour' | 'minute'): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return of('hour') * 60 + of('minute');
}
