import { z } from 'zod';
import { whenSchema } from '../shared/armed-rules.ts';

/**
 * - `status`: an error answer with this HTTP status and Twilio's error number; nothing is taken.
 * - `lost-answer`: the message is taken (`kept`) or not, and the connection is cut instead of an answer.
 * - `fault-after-taking`: the message is taken, and the answer is a 500.
 * - `garbled`: the message is taken, and the answer is no JSON.
 * - `slow`: the answer comes this much later.
 */
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status'), status: z.number().int().min(400).max(599), code: z.number().int() }),
  z.strictObject({ kind: z.literal('lost-answer'), kept: z.boolean() }),
  z.strictObject({ kind: z.literal('fault-after-taking') }),
  z.strictObject({ kind: z.literal('garbled') }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().int().min(0).max(600_000) }),
]);
export type TwilioFault = z.infer<typeof faultSchema>;

export const ruleSchema = z.strictObject({
  /** Only calls of this route. */
  on: z.enum(['create', 'list', 'account', 'numbers']).optional(),
  when: whenSchema,
  fault: faultSchema,
});
export type TwilioRule = z.output<typeof ruleSchema>;
export type TwilioRuleInput = z.input<typeof ruleSchema>;

/** What becomes of messages, and in which way we are told. */
export const careerSchema = z.strictObject({
  /** Told one after the other, as `MessageStatus`. */
  statuses: z.array(z.string().max(20)).max(20).default(['queued', 'sent', 'delivered']),
  /** Told with a status of `undelivered` or `failed`. */
  errorCode: z.number().int().nullable().default(null),
});
export type Career = z.output<typeof careerSchema>;
