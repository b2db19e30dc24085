import { z } from 'zod';
import { whenSchema } from '../shared/armed-rules.ts';

const refusal = z.number().int().min(400).max(599);
const delayMs = z.number().int().min(0).max(600_000);

/**
 * - `refuse-connection`: a 4xx or 5xx instead of the greeting. `cut-connection`: no greeting, the connection is cut.
 * - `refuse-recipient`: a 4xx or 5xx at RCPT TO. `greylist`: 451 to the first attempt for each recipient, later ones pass.
 * - `refuse-message`: a 4xx or 5xx after the final dot; the mail is not kept.
 * - `drop-after-data`: the connection is cut after the final dot, before the reply; the mail is kept, or not.
 * - `slow`: the reply at that step waits.
 */
const sinkFaultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refuse-connection'), code: refusal }),
  z.strictObject({ kind: z.literal('cut-connection') }),
  z.strictObject({ kind: z.literal('refuse-recipient'), code: refusal }),
  z.strictObject({ kind: z.literal('greylist') }),
  z.strictObject({ kind: z.literal('refuse-message'), code: refusal }),
  z.strictObject({ kind: z.literal('drop-after-data'), kept: z.boolean() }),
  z.strictObject({ kind: z.literal('slow'), at: z.enum(['connect', 'recipient', 'data']), delayMs }),
]);
export type SinkFault = z.infer<typeof sinkFaultSchema>;

export const sinkRuleSchema = z.strictObject({
  /** Only for this envelope recipient. */
  to: z.string().optional(),
  when: whenSchema,
  fault: sinkFaultSchema,
});
export type SinkRule = z.output<typeof sinkRuleSchema>;
export type SinkRuleInput = z.input<typeof sinkRuleSchema>;

/** The step of an SMTP conversation at which a fault strikes. */
export type SinkStep = 'connect' | 'recipient' | 'data';

export function stepOf(fault: SinkFault): SinkStep {
  switch (fault.kind) {
    case 'refuse-connection':
    case 'cut-connection':
      return 'connect';
    case 'refuse-recipient':
    case 'greylist':
      return 'recipient';
    case 'refuse-message':
    case 'drop-after-data':
      return 'data';
    case 'slow':
      return fault.at;
    default:
      return fault satisfies never;
  }
}

/** What the server offers and asks for. */
export const sinkSettingsSchema = z.strictObject({
  /** STARTTLS is offered with a certificate that nobody vouches for, or not at all. */
  tls: z.enum(['off', 'offered']).optional(),
  /** Who must sign in, or null: nobody can. */
  login: z
    .strictObject({ user: z.string().min(1), password: z.string().min(1) })
    .nullable()
    .optional(),
});
export type SinkSettings = z.infer<typeof sinkSettingsSchema>;
