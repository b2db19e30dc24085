import type { TextKey } from '../../texts/locale.ts';
import type { TextParams } from '../../texts/texts.ts';

/** What is wrong with a field, to be told beside it in the reader's language. */
export type FieldError = { readonly key: TextKey; readonly params?: TextParams };

export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: FieldError };

/** Reads one field. `raw` holds every value that was sent under its name; none when nothing was. */
export type FieldReader<Value> = (raw: readonly string[]) => Reading<Value>;

export type FieldReaders = Readonly<Record<string, FieldReader<unknown>>>;

export type ReadValues<Readers extends FieldReaders> = {
  readonly [Name in keyof Readers]: Readers[Name] extends FieldReader<infer Value> ? Value : never;
};

/** What was typed and what is wrong with it, to show a form again. */
export type FormState = {
  readonly typed: Readonly<Record<string, readonly string[]>>;
  readonly errors: Readonly<Record<string, FieldError>>;
};

export type FormAnswer<Readers extends FieldReaders> =
  | { readonly ok: true; readonly values: ReadValues<Readers>; readonly state: FormState }
  | { readonly ok: false; readonly state: FormState };

export const EMPTY_FORM: FormState = { typed: {}, errors: {} };

/** Reads a posted form. Fields nobody asked for are not looked at. */
export function readForm<Readers extends FieldReaders>(body: unknown, readers: Readers): FormAnswer<Readers> {
  const typed: Record<string, readonly string[]> = {};
  const errors: Record<string, FieldError> = {};
  const values: Record<string, unknown> = {};
  for (const [name, reader] of Object.entries(readers)) {
    const raw = valuesOf(body, name);
    typed[name] = raw;
    const reading = reader(raw);
    if (reading.ok) values[name] = reading.value;
    else errors[name] = reading.error;
  }
  const state = { typed, errors };
  if (Object.keys(errors).length > 0) return { ok: false, state };
  return { ok: true, values: values as ReadValues<Readers>, state };
}

/** Every text sent under a name; express gives one as text and several as a list. */
export function valuesOf(body: unknown, name: string): readonly string[] {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string').slice(0, 500);
}

/** The same form with one more thing wrong, found after reading. */
export function withError(state: FormState, name: string, error: FieldError): FormState {
  return { ...state, errors: { ...state.errors, [name]: error } };
}
