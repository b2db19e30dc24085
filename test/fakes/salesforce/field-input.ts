import { fullId } from './ids.ts';
import { Refusal, refusedRecord } from './refusal.ts';
import type { FieldDef } from './schema.ts';
import { dateTimeMs, dateTimeText } from './values.ts';
import type { Value } from './values.ts';

/** A value as the caller sent it, in the form in which the org keeps it. Throws with the org's refusal. */
export function fieldInput(field: FieldDef, sent: unknown): Value {
  if (sent === null || sent === undefined || sent === '') return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'boolean':
      return readBoolean(field, sent);
    case 'double':
    case 'int':
      return readNumber(field, sent);
    case 'datetime':
      return readDateTime(field, sent);
    case 'date':
      if (typeof sent === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(sent) && !Number.isNaN(Date.parse(sent))) return sent;
      throw unreadable(field, 'date', sent);
    case 'id':
    case 'reference': {
      const id = fullId(readText(field, sent));
      if (id !== null) return id;
      throw refusedRecord('MALFORMED_ID', `${field.label}: id value of incorrect type: ${JSON.stringify(sent)}`, [
        field.name,
      ]);
    }
    case 'picklist':
      return readPicklist(field, readText(field, sent));
    case 'email':
      return readEmail(field, readText(field, sent));
    case 'string':
    case 'textarea':
    case 'phone':
    case 'url':
      return fitted(field, readText(field, sent));
    default:
      return field.type satisfies never;
  }
}

function unreadable(field: FieldDef, kind: string, sent: unknown): Refusal {
  const shown = JSON.stringify(sent).slice(0, 80);
  return new Refusal(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of ${kind} from value ${shown}`, [
    field.name,
  ]);
}

function readText(field: FieldDef, sent: unknown): string {
  if (typeof sent === 'string') return sent;
  if (typeof sent === 'number' || typeof sent === 'boolean') return String(sent);
  throw unreadable(field, 'string', sent);
}

function readBoolean(field: FieldDef, sent: unknown): boolean {
  if (sent === true || sent === 'true') return true;
  if (sent === false || sent === 'false') return false;
  throw unreadable(field, 'boolean', sent);
}

function readNumber(field: FieldDef, sent: unknown): number {
  const number = typeof sent === 'string' && /^-?\d+(\.\d+)?$/.test(sent) ? Number(sent) : sent;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw unreadable(field, 'double', sent);
  const { whole, fraction } = field.digits ?? { whole: 18, fraction: 0 };
  if (Math.abs(number) >= 10 ** whole) {
    const message = `${field.label}: value outside of valid range on numeric field: ${String(number)}`;
    throw refusedRecord('NUMBER_OUTSIDE_VALID_RANGE', message, [field.name]);
  }
  return Number(number.toFixed(fraction));
}

function readDateTime(field: FieldDef, sent: unknown): string {
  const ms = typeof sent === 'string' ? dateTimeMs(sent) : null;
  if (ms === null) throw unreadable(field, 'datetime', sent);
  return dateTimeText(ms);
}

function readPicklist(field: FieldDef, text: string): string {
  const value = fitted(field, text);
  const known = field.picklist?.values.find((one) => one.toLowerCase() === value?.toLowerCase());
  if (known === undefined && field.picklist?.restricted === true) {
    const message = `${field.label}: bad value for restricted picklist field: ${text}`;
    throw refusedRecord('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]);
  }
  return known ?? value ?? '';
}

function readEmail(field: FieldDef, text: string): string | null {
  if (!/^[^\s@"<>(),;:]+@[^\s@"<>(),;:]+\.[^\s@.]{2,}$/.test(text.trim())) {
    throw refusedRecord('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, [field.name]);
  }
  return fitted(field, text);
}

/** Spaces around a text are not kept; one that is too long is refused, never cut. */
function fitted(field: FieldDef, text: string): string | null {
  const kept = text.trim();
  const size = field.name === 'CommentBody' ? Buffer.byteLength(kept) : kept.length;
  if (field.length > 0 && size > field.length) {
    const shown = kept.slice(0, 60);
    const message = `${field.label}: data value too large: ${shown} (max length=${String(field.length)})`;
    throw refusedRecord('STRING_TOO_LONG', message, [field.name]);
  }
  return kept === '' ? null : kept;
}
