import { z } from 'zod';
import { seededRandom } from './random.ts';

/** How often a fault strikes the calls it is meant for: always, the next `next` of them, or with a probability. */
export const whenSchema = z
  .union([
    z.literal('always'),
    z.strictObject({ next: z.number().int().min(1) }),
    z.strictObject({ probability: z.number().min(0).max(1) }),
  ])
  .default('always');
export type When = z.output<typeof whenSchema>;

/** Fault rules that are switched on, with how often each has struck. */
export type ArmedRules<Rule> = {
  /** Replaces all rules and starts the random sequence anew. */
  set(rules: readonly Rule[], seed: number): void;
  list(): { readonly rule: Rule; readonly hits: number }[];
  /** The rules that strike now, in order. `concerns` is asked before a rule's turn is used up. */
  struck(concerns: (rule: Rule) => boolean): Generator<Rule>;
};

export function armedRules<Rule extends { readonly when: When }>(firstSeed: number): ArmedRules<Rule> {
  let random = seededRandom(firstSeed);
  let armed: { readonly rule: Rule; hits: number }[] = [];

  const strikes = (when: When, hits: number): boolean => {
    if (when === 'always') return true;
    return 'next' in when ? hits < when.next : random() < when.probability;
  };

  return {
    set(rules, seed) {
      armed = rules.map((rule) => ({ rule, hits: 0 }));
      random = seededRandom(seed);
    },
    list: () => armed.map(({ rule, hits }) => ({ rule, hits })),
    *struck(concerns) {
      for (const entry of armed) {
        if (!concerns(entry.rule) || !strikes(entry.rule.when, entry.hits)) continue;
        entry.hits += 1;
        yield entry.rule;
      }
    },
  };
}
