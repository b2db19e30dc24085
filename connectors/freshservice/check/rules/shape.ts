import type { z } from 'zod';
import type { Trouble } from '../finding.ts';

/** What a schema has against a file, one trouble for each place. */
export function shapeTroubles(schema: z.ZodType, value: unknown, file: string): readonly Trouble[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map((issue) => ({ file, message: `${whereOf(issue)}: ${whatOf(issue)}` }));
}

function whereOf({ path }: z.core.$ZodIssue): string {
  return path.length === 0 ? 'the whole file' : path.map(String).join(' › ');
}

function whatOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not known to platform 3.0. Take it out.`;
}
