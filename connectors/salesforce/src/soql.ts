import { SalesforceFault } from './fault.ts';

/** Writes a query; every value is quoted or checked, so that text from outside stays a value. */
export function soql(parts: TemplateStringsArray, ...values: readonly SoqlValue[]): string {
  const query = parts.reduce(
    (text, part, index) => text + part + (index < values.length ? literal(values[index]) : ''),
    '',
  );
  return query.replace(/\s+/g, ' ').trim();
}

/** A moment; null; a whole number; text; a list of texts, for `IN`; or the checked name of a field. */
export type SoqlValue = Date | string | number | null | readonly string[] | SoqlName;

/** The name of a field, which stands in a query without quotes. */
export type SoqlName = { readonly name: string };

const CUSTOM_FIELD = /^(?:[A-Za-z](?:_?[A-Za-z0-9]){0,14}__)?[A-Za-z](?:_?[A-Za-z0-9]){0,39}__c$/;

/** Whether text is the API name of a custom field: `AnyDesk_ID__c`, with a package's prefix before it or without. */
export function isFieldName(text: string): boolean {
  return CUSTOM_FIELD.test(text);
}

/** A custom field, alone or behind one relationship: `Asset.AnyDesk_ID__c`. Throws on anything else. */
export function soqlName(text: string): SoqlName {
  const field = /^[A-Z][A-Za-z]{0,39}\.(.+)$/.exec(text)?.[1] ?? text;
  if (!isFieldName(field)) throw new SalesforceFault('salesforce-field-not-checked');
  return { name: text };
}

function literal(value: SoqlValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return String(Math.trunc(value));
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Date) return value.toISOString();
  if ('name' in value) return value.name;
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
