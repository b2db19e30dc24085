import type { z } from 'zod';

/** A field that is wrong: its path such as `recipient.email`, empty for the whole, and what it must be. */
export type InputError = { readonly path: string; readonly message: string };

export type Input<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** The value, or every field that is wrong. */
export function readInput<Schema extends z.ZodType>(schema: Schema, value: unknown): Input<z.output<Schema>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    message: issue.message.slice(0, 300),
  }));
  return { ok: false, errors };
}
