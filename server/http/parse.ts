import type { z } from 'zod';
import { type InputError, readInput } from '../panel-api/read-input.ts';
import { ProblemFault } from './problem.ts';

/** The value, or a 422 problem that names every field that is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const input = readInput(schema, value);
  if (input.ok) return input.value;
  throw invalidInput(input.errors);
}

/** A 422 problem that names the fields that are wrong. */
export function invalidInput(errors: readonly InputError[]): ProblemFault {
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
