import { z } from 'zod';
import { armedRules, whenSchema } from '../shared/armed-rules.ts';
import type { ArmedRules } from '../shared/armed-rules.ts';
import { ROUTE_NAMES } from './api-call.ts';
import type { Method, RouteName } from './api-call.ts';

const ms = z.number().int().min(0).max(100_000_000);

/**
 * What can go wrong. "Done" means that the write takes effect.
 *
 * - `reset`: the connection is cut before any byte of an answer; not done, not counted. `hang`: no answer ever; not done.
 * - `unauthorized`: 401 though the key is right. `rate-limited`: 429 with this very `Retry-After` (null: none).
 * - `error`: a 5xx with a JSON, HTML or empty body, done or not.
 * - `lost-answer`: done, then the connection is cut. `truncated`: done, cut in the middle of the answer.
 * - `malformed-json`, `html-answer`, `empty-answer`, `huge-answer`: done, with a success status and a body nobody can read.
 * - `late-commit`: the write becomes visible `commitAfterMs` after the call; the answer is given, lost, a 502 page or never comes.
 * - `slow`: done at once, the answer starts after `delayMs` and trickles at `bytesPerSecond` (null: full speed).
 * - `stale-list`: conversations are listed as they were `lagMs` ago.
 */
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('unauthorized') }),
  z.strictObject({
    kind: z.literal('rate-limited'),
    retryAfter: z
      .string()
      .regex(/^[ -~]{0,200}$/)
      .nullable(),
  }),
  z.strictObject({
    kind: z.literal('error'),
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]),
    body: z.enum(['json', 'html', 'empty']),
    done: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('lost-answer') }),
  z.strictObject({ kind: z.literal('truncated') }),
  z.strictObject({ kind: z.literal('malformed-json') }),
  z.strictObject({ kind: z.literal('html-answer') }),
  z.strictObject({ kind: z.literal('empty-answer') }),
  z.strictObject({ kind: z.literal('huge-answer'), megabytes: z.number().int().min(1).max(1000) }),
  z.strictObject({
    kind: z.literal('late-commit'),
    commitAfterMs: ms,
    answer: z.enum(['given', 'lost', 'error', 'never']),
  }),
  z.strictObject({ kind: z.literal('slow'), delayMs: ms, bytesPerSecond: z.number().positive().nullable() }),
  z.strictObject({ kind: z.literal('stale-list'), lagMs: ms }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** Which calls a fault hits (none named: all) and how often. */
export const faultRuleSchema = z.strictObject({
  on: z
    .strictObject({
      route: z.enum(ROUTE_NAMES).optional(),
      method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
      ticketId: z.number().int().optional(),
    })
    .optional(),
  when: whenSchema,
  fault: faultSchema,
});
export type FaultRule = z.output<typeof faultRuleSchema>;
export type FaultRuleInput = z.input<typeof faultRuleSchema>;

/** The faults of one call: at most one that decides its fate, besides slowness and a stale list. */
export type CallFaults = {
  readonly main: Exclude<Fault, { kind: 'slow' | 'stale-list' }> | null;
  readonly slow: Extract<Fault, { kind: 'slow' }> | null;
  readonly lagMs: number;
};

export type FaultBox = ArmedRules<FaultRule> & {
  /** Rules are tried in order; the first fate that strikes stands. */
  strike(call: {
    readonly route: RouteName | null;
    readonly method: Method | null;
    readonly ticketId: number;
  }): CallFaults;
};

export function faultBox(seed: number): FaultBox {
  const rules = armedRules<FaultRule>(seed);
  return {
    ...rules,
    strike(call) {
      let found: CallFaults = { main: null, slow: null, lagMs: 0 };
      const concerns = ({ on, fault }: FaultRule): boolean =>
        (on?.route === undefined || on.route === call.route) &&
        (on?.method === undefined || on.method === call.method) &&
        (on?.ticketId === undefined || on.ticketId === call.ticketId) &&
        (found.main === null || fault.kind === 'slow' || fault.kind === 'stale-list');
      for (const { fault } of rules.struck(concerns)) {
        if (fault.kind === 'slow') found = { ...found, slow: fault };
        else if (fault.kind === 'stale-list') found = { ...found, lagMs: Math.max(found.lagMs, fault.lagMs) };
        else found = { ...found, main: fault };
      }
      return found;
    },
  };
}
