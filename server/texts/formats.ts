import type { EpochMs } from '../../core/session-request/values.ts';

/** How one language writes times and numbers. Every zone is an IANA name; one that does not exist counts as UTC. */
export type Formats = {
  /** `Tuesday, November 24, 2026 at 14:00 (GMT+1)`: with the zone, for people who may be elsewhere. */
  readonly dateTime: (at: EpochMs, zone: string) => string;
  /** A shorter form with date and time, without the zone. */
  readonly shortDateTime: (at: EpochMs, zone: string) => string;
  /** The shorter form with the zone: `Nov 24, 2026, 14:00 (GMT+1)`. */
  readonly shortZonedDateTime: (at: EpochMs, zone: string) => string;
  /** Day and time without year and zone, where every letter counts: `Nov 24, 14:00`. */
  readonly dayTime: (at: EpochMs, zone: string) => string;
  /** `14:32`. */
  readonly time: (at: EpochMs, zone: string) => string;
  /** `14:32 (GMT+1)`, for readers who may live by another clock. */
  readonly zonedTime: (at: EpochMs, zone: string) => string;
  readonly date: (at: EpochMs, zone: string) => string;
  readonly number: (value: number) => string;
  readonly list: (items: readonly string[]) => string;
};

export function createFormats(language: string): Formats {
  // Ticket numbers and AnyDesk addresses have these digits: two kinds on one page would be hard to compare.
  const tag = `${language}-u-nu-latn`;
  const made = new Map<string, Intl.DateTimeFormat>();
  const format = (at: EpochMs, zone: string, name: string, options: Intl.DateTimeFormatOptions): string => {
    const key = `${name} ${zone}`;
    const known = made.get(key);
    if (known !== undefined) return known.format(at);
    const formatter = dateTimeFormat(tag, zone, options);
    // Zones come from installations and schedules: few, but not bounded by us.
    if (made.size < 500) made.set(key, formatter);
    return formatter.format(at);
  };
  const zoneName = (at: EpochMs, zone: string): string =>
    dateTimeFormat(tag, zone, { timeZoneName: 'short' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  const numbers = new Intl.NumberFormat(tag);
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const time = (at: EpochMs, zone: string): string => format(at, zone, 'time', TIME);
  const shortDateTime = (at: EpochMs, zone: string): string => format(at, zone, 'short', SHORT);
  return {
    dateTime: (at, zone) => `${format(at, zone, 'long', LONG)} (${zoneName(at, zone)})`,
    shortDateTime,
    shortZonedDateTime: (at, zone) => `${shortDateTime(at, zone)} (${zoneName(at, zone)})`,
    dayTime: (at, zone) => format(at, zone, 'day', DAY),
    time,
    zonedTime: (at, zone) => `${time(at, zone)} (${zoneName(at, zone)})`,
    date: (at, zone) => format(at, zone, 'date', { dateStyle: 'medium' }),
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
  };
}

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const LONG = {
  weekday: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

const SHORT = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

const DAY = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function dateTimeFormat(tag: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(tag, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
  }
}
