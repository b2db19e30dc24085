import type { z } from 'zod';
import { ProblemFault } from './problem.ts';

/** The value, or a 422 problem that names every field that is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    message: issue.message.slice(0, 300),
  }));
  throw invalidInput(errors);
}

/** A 422 problem that names the fields that are wrong. */
export function invalidInput(errors: readonly { readonly path: string; readonly message: string }[]): ProblemFault {
  const first = errors[0];
  return new ProblemFault({
    status: 422,
    type: 'invalid-input',
    title: 'The input is not valid',
    detail:
      first === undefined ? 'Check the fields.' : `${first.path === '' ? 'The input' : first.path}: ${first.message}`,
    extra: { errors },
  });
}
