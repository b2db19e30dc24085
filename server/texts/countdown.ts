const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const formats = new Map<string, Intl.RelativeTimeFormat>();

/** `in 95 minutes`, `in 31 hours`, `in 5 days`: one unit, fine enough to plan by. The join page's script counts on in the same way. */
export function countdown(ms: number, language: string): string {
  const format = formatOf(language);
  const minutes = Math.max(0, Math.ceil(ms / MINUTE_MS));
  if (minutes < 120) return format.format(minutes, 'minute');
  const hours = Math.round(ms / HOUR_MS);
  return hours < 48 ? format.format(hours, 'hour') : format.format(Math.round(hours / 24), 'day');
}

function formatOf(language: string): Intl.RelativeTimeFormat {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const made = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: 'always' });
  formats.set(language, made);
  return made;
}
