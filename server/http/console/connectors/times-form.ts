import { DEFAULT_SETTINGS, type LifecycleSettings } from '../../../../core/session-request/values.ts';
import type { OpenHours } from '../../../../core/session-request/working-hours.ts';
import { choicesField, flagField, linesField, textField, timeZoneField } from '../field-readers.ts';
import { type FieldError, type FieldReader, type FormState, type ReadValues, withError } from '../form-reading.ts';

const MINUTE_MS = 60_000;
const DAY_END = 24 * 60;
/** Reminders later than this could not be sent in time; earlier ones than the longest wait would never fall due. */
const OWN_MINUTES = { least: 5, most: DEFAULT_SETTINGS.longestExpiryMs / MINUTE_MS };
const MOST_OWN = 5;

/** The reminders that have a box of their own. */
export const USUAL_REMINDERS = { day: 24 * 60, hour: 60, tenMinutes: 10 } as const;
export type UsualReminder = keyof typeof USUAL_REMINDERS;
export const USUAL_NAMES = ['day', 'hour', 'tenMinutes'] as const satisfies readonly UsualReminder[];

/** Monday first. */
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
type DayField = `${'from' | 'to'}${(typeof WEEKDAYS)[number]}`;

const clockField: FieldReader<string> = textField({ most: 8 });

const ownField: FieldReader<readonly number[]> = (raw) => {
  const minutes = (raw[0] ?? '')
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => (/^[0-9]{1,5}$/.test(part) ? Number(part) : Number.NaN));
  const isFine = minutes.every((one) => one >= OWN_MINUTES.least && one <= OWN_MINUTES.most);
  if (isFine && minutes.length <= MOST_OWN) return { ok: true, value: minutes };
  const params = { least: OWN_MINUTES.least, most: OWN_MINUTES.most, count: MOST_OWN };
  return { ok: false, error: { key: 'console.times.error.own', params } };
};

export function timesReaders() {
  const days = WEEKDAYS.flatMap((day) => [
    [`from${day}`, clockField],
    [`to${day}`, clockField],
  ]);
  return {
    remind: choicesField(USUAL_NAMES),
    own: ownField,
    alwaysOpen: flagField,
    hoursZone: timeZoneField,
    closedDates: linesField(isDate, { key: 'console.times.error.date' }),
    ...(Object.fromEntries(days) as Readonly<Record<DayField, FieldReader<string>>>),
  };
}

type Values = ReadValues<ReturnType<typeof timesReaders>>;

export type TimesReading =
  | { readonly ok: true; readonly times: Pick<LifecycleSettings, 'remindBeforeMs' | 'workingHours'> }
  | { readonly ok: false; readonly state: FormState };

/** Puts the values together; what does not fit together is told beside its field. */
export function timesFrom(values: Values, state: FormState): TimesReading {
  const minutes = [...values.remind.map((name) => USUAL_REMINDERS[name]), ...values.own];
  const remindBeforeMs = [...new Set(minutes)].toSorted((a, b) => b - a).map((one) => one * MINUTE_MS);
  if (values.alwaysOpen) return { ok: true, times: { remindBeforeMs, workingHours: null } };
  const week: (OpenHours | null)[] = [];
  for (const day of WEEKDAYS) {
    const hours = readDay(values[`from${day}`], values[`to${day}`]);
    if (hours !== null && 'error' in hours) {
      return { ok: false, state: withError(state, `${hours.at}${day}`, hours.error) };
    }
    week.push(hours);
  }
  if (week.every((hours) => hours === null)) {
    return { ok: false, state: withError(state, 'from0', { key: 'console.times.error.noDay' }) };
  }
  const { hoursZone: timeZone, closedDates } = values;
  return { ok: true, times: { remindBeforeMs, workingHours: { timeZone, week, closedDates } } };
}

type DayError = { readonly at: 'from' | 'to'; readonly error: FieldError };

/** Null on a day when nobody works. The end of the day is midnight. */
function readDay(from: string, to: string): OpenHours | null | DayError {
  if (from === '' && to === '') return null;
  const fromMinute = minuteOf(from);
  if (fromMinute === null) return { at: 'from', error: { key: 'console.times.error.clock' } };
  const end = minuteOf(to);
  if (end === null) return { at: 'to', error: { key: 'console.times.error.clock' } };
  const toMinute = end === 0 ? DAY_END : end;
  return toMinute > fromMinute ? { fromMinute, toMinute } : { at: 'to', error: { key: 'console.times.error.order' } };
}

function minuteOf(clock: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)(?::00)?$/.exec(clock) ?? [];
  return hour === undefined ? null : Number(hour) * 60 + Number(minute);
}

function isDate(line: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(line)) return false;
  const at = Date.parse(`${line}T00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(line);
}

/** `09:30`; the end of the day as midnight. */
export function clockOf(minute: number): string {
  const inDay = minute % DAY_END;
  return [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
