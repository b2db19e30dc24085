/** Writes a query; every value is quoted or checked, so that text from outside stays a value. */
export function soql(parts: TemplateStringsArray, ...values: readonly SoqlValue[]): string {
  const query = parts.reduce(
    (text, part, index) => text + part + (index < values.length ? literal(values[index]) : ''),
    '',
  );
  return query.replace(/\s+/g, ' ').trim();
}

/** A moment; null; a whole number; text; or a list of texts, for `IN`. */
export type SoqlValue = Date | string | number | null | readonly string[];

function literal(value: SoqlValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return String(Math.trunc(value));
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Date) return value.toISOString();
  return `(${value.map((each) => quoted(each)).join(',')})`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

function quoted(text: string): string {
  return `'${text.replace(/[\\'\n\r\t\b\f]/g, (character) => ESCAPES[character] ?? '')}'`;
}
