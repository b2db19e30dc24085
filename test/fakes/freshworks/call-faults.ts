import { z } from 'zod';
import { type ArmedRules, armedRules, whenSchema } from '../shared/armed-rules.ts';

/**
 * What can go wrong between the app and the server behind a template:
 * - `rate-limited`: the platform refuses the call itself (429), nothing is sent;
 * - `time-out`: the platform gives up after `afterMs`; with `sent` the server got the call all the same;
 * - `reset`: the connection breaks; with `sent` the server had carried the call out;
 * - `status`: an answer of some gateway in between, nothing is sent;
 * - `malformed`, `html`, `empty`: the server carries it out, and the body that comes back is not what it was;
 * - `slow`: everything happens, `delayMs` later;
 * - `huge`: the answer is more than the platform passes on;
 * - `no-authorization`: the platform has lost this agent's authorization.
 */
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rate-limited') }),
  z.strictObject({ kind: z.literal('time-out'), afterMs: z.int().min(0).default(0), sent: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('reset'), sent: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('status'), status: z.int().min(300).max(599) }),
  z.strictObject({ kind: z.enum(['malformed', 'html', 'empty', 'huge', 'no-authorization']) }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().min(0) }),
]);

export const callFaultRule = z.strictObject({
  /** Templates the rule is meant for; absent: all. */
  templates: z.array(z.string()).optional(),
  side: z.enum(['front', 'server']).optional(),
  when: whenSchema,
  fault: faultSchema,
});
export type CallFault = z.output<typeof faultSchema>;
export type CallFaultRule = z.output<typeof callFaultRule>;
export type CallFaultRuleInput = z.input<typeof callFaultRule>;

export type CallFaults = {
  set(rules: readonly CallFaultRule[], seed: number): void;
  list(): ReturnType<ArmedRules<CallFaultRule>['list']>;
  /** The first rule that strikes this attempt; null: all is well. */
  strike(template: string, side: 'front' | 'server'): CallFault | null;
};

export function callFaults(seed: number): CallFaults {
  const rules = armedRules<CallFaultRule>(seed);
  return {
    set: (next, newSeed) => rules.set(next, newSeed),
    list: () => rules.list(),
    strike(template, side) {
      const concerns = (rule: CallFaultRule): boolean =>
        (rule.templates === undefined || rule.templates.includes(template)) &&
        (rule.side === undefined || rule.side === side);
      for (const { fault } of rules.struck(concerns)) return fault;
      return null;
    },
  };
}
