/** One number that was measured. Times in milliseconds unless `unit` says otherwise. */
export type Measurement = {
  readonly name: string;
  readonly value: number;
  /** `1/s`, `ms`, `MB`, `ratio`, `calls` or `%`. */
  readonly unit: string;
  /** What the value is held against, measured in the same run; null when there is nothing of the kind. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** How often it was measured. */
  readonly n: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
};

/** A measurement whose ratio follows from value and baseline. */
export function measured(from: Omit<Measurement, 'ratio'>): Measurement {
  const { baseline, value } = from;
  return { ...from, ratio: baseline === null || baseline === 0 ? null : value / baseline };
}

const COLUMNS = ['name', 'value', 'unit', 'baseline', 'ratio', 'p50', 'p95', 'p99', 'n'] as const;
const TEXT_COLUMNS: ReadonlySet<number> = new Set([0, 2]);
type Column = (typeof COLUMNS)[number];

/** For programs: one line of JSON. */
export function jsonLine(measurement: Measurement): string {
  const rounded = Object.entries(measurement).map(([key, value]) => [
    key,
    typeof value === 'number' ? round(value) : value,
  ]);
  return JSON.stringify(Object.fromEntries(rounded));
}

/** For people: a table with one row a measurement. */
export function table(measurements: readonly Measurement[]): string {
  const rows = [COLUMNS, ...measurements.map((one) => COLUMNS.map((column) => cell(one, column)))];
  const widths = COLUMNS.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, index) =>
          TEXT_COLUMNS.has(index) ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cell(measurement: Measurement, column: Column): string {
  const value = measurement[column];
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(round(value)) : value;
}

/** Three digits say enough. */
function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
