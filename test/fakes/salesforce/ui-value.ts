import type { FieldDef } from './schema.ts';
import { dateTimeMs, textOf } from './values.ts';
import type { Value } from './values.ts';

/** A value as the User Interface API gives it: times end in Z there. */
export function uiValue(
  field: FieldDef,
  value: Value,
): { readonly value: Value; readonly displayValue: string | null } {
  if (value === null) return { value, displayValue: null };
  if (field.type === 'datetime') {
    const ms = dateTimeMs(textOf(value));
    const iso = ms === null ? textOf(value) : new Date(ms).toISOString();
    return { value: iso, displayValue: iso.slice(0, 16).replace('T', ', ') };
  }
  const shown = field.type === 'picklist' || field.type === 'double' || field.type === 'int';
  return { value, displayValue: shown ? textOf(value) : null };
}
