import { z } from 'zod';
import { armedRules, whenSchema } from '../shared/armed-rules.ts';
import type { ArmedRules } from '../shared/armed-rules.ts';
import { METHODS, ROUTE_NAMES } from './api-call.ts';
import type { RouteName } from './api-call.ts';
import { refusedRecord } from './refusal.ts';

const ms = z.number().int().min(0).max(100_000_000);
const STATUSES = [500, 502, 503, 504] as const;

/**
 * What can go wrong. "Done" means that the write takes effect.
 *
 * - `reset`: the connection is cut before any byte of an answer; not done. `hang`: no answer ever; not done.
 * - `unauthorized`: 401 though the token is right. `limit`: 403 REQUEST_LIMIT_EXCEEDED, whatever was used. Neither is done.
 * - `error`: a 5xx with a JSON, HTML or empty body, done or not.
 * - `lost-answer`: done, then the connection is cut. `truncated`: done, cut in the middle of the answer.
 * - `malformed-json`, `html-answer`, `empty-answer`: done, with the status it would have and a body nobody can read.
 * - `hidden`: done, but queries and reads show the new records only `visibleAfterMs` later, while their unique values are taken at once; the
 *   answer is given or lost. This is what a second try meets while the first is still being carried out.
 * - `slow`: the answer starts after `delayMs`.
 * - `record`: one record is refused with this code, alone, in a collection or in a composite: `UNABLE_TO_LOCK_ROW` and its like.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('unauthorized') }),
  z.strictObject({ kind: z.literal('limit') }),
  z.strictObject({
    kind: z.literal('error'),
    status: z.literal(STATUSES),
    body: z.enum(['json', 'html', 'empty']),
    done: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('lost-answer') }),
  z.strictObject({ kind: z.literal('truncated') }),
  z.strictObject({ kind: z.literal('malformed-json') }),
  z.strictObject({ kind: z.literal('html-answer') }),
  z.strictObject({ kind: z.literal('empty-answer') }),
  z.strictObject({ kind: z.literal('hidden'), visibleAfterMs: ms, answer: z.enum(['given', 'lost']) }),
  z.strictObject({ kind: z.literal('slow'), delayMs: ms }),
  z.strictObject({
    kind: z.literal('record'),
    object: z.string().optional(),
    operation: z.enum(['insert', 'update', 'delete']).optional(),
    statusCode: z.string().default('UNABLE_TO_LOCK_ROW'),
    message: z.string().default('unable to obtain exclusive access to this record'),
  }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type Fate = Exclude<Fault, { kind: 'slow' | 'record' }>;

/** Which calls a fault hits (none named: all but sign-in and streaming) and how often. */
export const faultRuleSchema = z.strictObject({
  on: z
    .strictObject({
      route: z.enum(ROUTE_NAMES).optional(),
      method: z.enum(METHODS).optional(),
      /** Part of the path with its query, percent signs resolved. */
      path: z.string().optional(),
    })
    .optional(),
  when: whenSchema,
  fault: faultSchema,
});
export type FaultRule = z.output<typeof faultRuleSchema>;
export type FaultRuleInput = z.input<typeof faultRuleSchema>;

/** The faults of one call: at most one that decides its fate, besides slowness. */
export type CallFaults = { readonly main: Fate | null; readonly delayMs: number };

export type FaultBox = ArmedRules<FaultRule> & {
  strike(call: { readonly route: RouteName | null; readonly method: string; readonly path: string }): CallFaults;
  /** Throws when a fault refuses this record. */
  strikeRecord(object: string, operation: 'insert' | 'update' | 'delete'): void;
};

const ONLY_WHEN_NAMED: readonly (RouteName | null)[] = [
  'token',
  'revoke',
  'userinfo',
  'authorize',
  'identity',
  'cometd',
];

export function faultBox(seed: number): FaultBox {
  const rules = armedRules<FaultRule>(seed);
  return {
    ...rules,
    strike(call) {
      let found: CallFaults = { main: null, delayMs: 0 };
      const concerns = ({ on, fault }: FaultRule): boolean =>
        fault.kind !== 'record' &&
        (on?.route === undefined ? !ONLY_WHEN_NAMED.includes(call.route) : on.route === call.route) &&
        (on?.method === undefined || on.method === call.method) &&
        (on?.path === undefined || call.path.includes(on.path)) &&
        (found.main === null || fault.kind === 'slow');
      for (const { fault } of rules.struck(concerns)) {
        if (fault.kind === 'slow') found = { ...found, delayMs: found.delayMs + fault.delayMs };
        else if (fault.kind !== 'record') found = { ...found, main: fault };
      }
      return found;
    },
    strikeRecord(object, operation) {
      const concerns = ({ fault }: FaultRule): boolean =>
        fault.kind === 'record' &&
        (fault.object === undefined || fault.object === object) &&
        (fault.operation === undefined || fault.operation === operation);
      for (const { fault } of rules.struck(concerns)) {
        if (fault.kind === 'record') throw refusedRecord(fault.statusCode, fault.message);
      }
    },
  };
}
