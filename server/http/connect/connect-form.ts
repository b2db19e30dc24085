import { z } from 'zod';
import { OUTCOMES } from '../../../core/session-request/values.ts';
import { text } from '../../outside-text.ts';

/** What a form of the connect page may hold beside the sign-in's own `csrf`. */
const connectForm = z.object({
  takeOver: z.enum(['yes', '']).default(''),
  outcome: z.enum(OUTCOMES).default('not-stated'),
  note: text({ most: 2000, lines: true }).default(''),
  /** Made with the page: the same form sent twice is one press. */
  press: z
    .string()
    .regex(/^[0-9a-f-]{36}$/)
    .optional(),
});

export type ConnectForm = z.infer<typeof connectForm>;

/** The form behind a parsed body; null when it is none of ours, or its note cannot be stored. */
export function readConnectForm(body: unknown): ConnectForm | null {
  const parsed = connectForm.safeParse(body ?? {});
  return parsed.success ? parsed.data : null;
}
