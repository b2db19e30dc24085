import type { z } from 'zod';
import { emailAddress, languageTag, phoneNumber, text, timeZone } from '../../outside-text.ts';
import type { FieldError, FieldReader, Reading } from './form-reading.ts';

const wrong = (error: FieldError): { readonly ok: false; readonly error: FieldError } => ({ ok: false, error });
const right = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

const first = (raw: readonly string[]): string => raw[0] ?? '';
const isBlank = (raw: readonly string[]): boolean => first(raw).trim() === '';

/** Text of one line, or of several with `lines`. */
export function textField(limits: {
  readonly most: number;
  readonly required?: boolean;
  readonly lines?: boolean;
}): FieldReader<string> {
  const { most, required = false, lines = false } = limits;
  const schema = text({ most, lines });
  return (raw) => {
    if (isBlank(raw)) return required ? wrong({ key: 'console.error.empty' }) : right('');
    const parsed = schema.safeParse(first(raw));
    if (parsed.success) return right(parsed.data);
    const tooLong = Array.from(first(raw)).length > most;
    return wrong(
      tooLong ? { key: 'console.error.tooLong', params: { count: most } } : { key: 'console.error.characters' },
    );
  };
}

/** A password as typed: not trimmed, not composed anew. */
export const passwordField: FieldReader<string> = (raw) =>
  first(raw) === '' ? wrong({ key: 'console.error.empty' }) : right(first(raw));

/** A secret of another company as it is, apart from what pasting adds at the ends. Nothing typed is an empty text. */
export function pastedSecretField(most: number): FieldReader<string> {
  return (raw) => {
    const typed = first(raw).trim();
    return typed.length > most ? wrong({ key: 'console.error.tooLong', params: { count: most } }) : right(typed);
  };
}

function checked<Output>(schema: z.ZodType<Output>, error: FieldError): FieldReader<Output> {
  return (raw) => {
    if (isBlank(raw)) return wrong({ key: 'console.error.empty' });
    const parsed = schema.safeParse(first(raw));
    return parsed.success ? right(parsed.data) : wrong(error);
  };
}

export const emailField = checked(emailAddress, { key: 'console.error.email' });
export const phoneField = checked(phoneNumber, { key: 'console.error.phone' });
export const timeZoneField = checked(timeZone, { key: 'console.error.timeZone' });
export const languageField = checked(languageTag, { key: 'console.error.language' });

/** Nothing typed is null. */
export function optional<Value>(reader: FieldReader<Value>): FieldReader<Value | null> {
  return (raw) => (isBlank(raw) ? right(null) : reader(raw));
}

/** One of a few values; anything else was not sent by our page. */
export function choiceField<const Choice extends string>(choices: readonly Choice[]): FieldReader<Choice> {
  return (raw) => {
    const found = choices.find((choice) => choice === first(raw));
    return found === undefined ? wrong({ key: 'console.error.choice' }) : right(found);
  };
}

export const flagField: FieldReader<boolean> = (raw) => right(first(raw) === '1');

/** Several of a few values, each once. */
export function choicesField<const Choice extends string>(choices: readonly Choice[]): FieldReader<readonly Choice[]> {
  return (raw) => right(choices.filter((choice) => raw.includes(choice)));
}

export function wholeNumberField(least: number, most: number): FieldReader<number> {
  const error = { key: 'console.error.number', params: { least: String(least), most: String(most) } } as const;
  return (raw) => {
    const typed = first(raw).trim();
    const value = Number(typed);
    return /^[0-9]{1,9}$/.test(typed) && value >= least && value <= most ? right(value) : wrong(error);
  };
}

/** What a reader accepts, given one rule more. */
export function refined<Value>(
  reader: FieldReader<Value>,
  isFine: (value: Value) => boolean,
  error: FieldError,
): FieldReader<Value> {
  return (raw): Reading<Value> => {
    const reading = reader(raw);
    return reading.ok && !isFine(reading.value) ? wrong(error) : reading;
  };
}

/** One value a line; empty lines are left out. */
export function linesField(isFine: (line: string) => boolean, error: FieldError): FieldReader<readonly string[]> {
  const whole = textField({ most: 5000, lines: true });
  return (raw) => {
    const reading = whole(raw);
    if (!reading.ok) return reading;
    const lines = reading.value.split('\n').map((line) => line.trim());
    const filled = [...new Set(lines.filter((line) => line !== ''))];
    return filled.every(isFine) ? right(filled) : wrong(error);
  };
}
