/** A field's value as the org keeps it: dates and times are texts in the form in which they are sent. */
export type Value = string | number | boolean | null;
/** A record. Replaced as a whole when it changes, so that an undone change is the old object again. */
export type Row = Readonly<Record<string, Value>>;

/** `2026-11-22T16:00:00.000+0000`, in whole seconds: the org keeps no fractions of them. */
export function dateTimeText(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('Z', '+0000');
}

/** Milliseconds of a date and time with a zone; null when it is none. */
export function dateTimeMs(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(ms) ? null : ms;
}

export function textOf(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
