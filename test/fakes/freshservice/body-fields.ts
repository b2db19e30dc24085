import type { FieldError } from './answers.ts';

export type FieldKind = 'text' | 'number' | 'number-or-null' | 'flag' | 'texts' | 'object' | 'moment';
export type FieldRules = Readonly<Record<string, { readonly kind: FieldKind; readonly required?: true }>>;

/** Checks a body against what an operation takes: fields it does not know, fields it misses, values of the wrong kind. */
export function checkFields(body: Readonly<Record<string, unknown>>, rules: FieldRules): FieldError[] {
  const errors: FieldError[] = [];
  for (const [field, value] of Object.entries(body)) {
    const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
    if (rule === undefined) {
      errors.push({ field, message: 'This field is not known here', code: 'invalid_field' });
    } else if (!fits(rule.kind, value)) {
      errors.push({ field, message: `The value must be ${WORDS[rule.kind]}`, code: 'datatype_mismatch' });
    }
  }
  for (const [field, rule] of Object.entries(rules)) {
    const value = body[field];
    if (rule.required === true && (value === undefined || value === null || value === '')) {
      const missing = { field, message: 'This field is needed', code: 'missing_field' } as const;
      if (!errors.some((error) => error.field === field)) errors.push(missing);
    }
  }
  return errors;
}

const WORDS: Readonly<Record<FieldKind, string>> = {
  text: 'a text',
  number: 'a whole number',
  'number-or-null': 'a whole number or null',
  flag: 'true or false',
  texts: 'a list of texts',
  object: 'an object',
  moment: 'an ISO 8601 time',
};

function fits(kind: FieldKind, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return Number.isSafeInteger(value);
    case 'number-or-null':
      return value === null || Number.isSafeInteger(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'object':
      return isObject(value);
    case 'moment':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
    default:
      return kind satisfies never;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
