import { setTimeout as pause } from 'node:timers/promises';
import { armedRules } from '../shared/armed-rules.ts';
import type { ArmedRules } from '../shared/armed-rules.ts';
import { stepOf } from './sink-faults.ts';
import type { SinkRule, SinkStep } from './sink-faults.ts';

/** One step that the server accepted, refused or cut. */
export type SinkAttempt = {
  readonly at: number;
  readonly step: SinkStep;
  /** The envelope's recipients; at `recipient` the one asked for. */
  readonly to: readonly string[];
  readonly verdict: SinkVerdict;
};

/** What becomes of a step. `kept`: the mail stays although the connection is cut. */
export type SinkVerdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse'; readonly code: number }
  | { readonly kind: 'cut'; readonly kept: boolean };

/** Applies the fault rules to the steps of SMTP conversations and remembers what it said. */
export type SinkJudge = {
  readonly rules: Pick<ArmedRules<SinkRule>, 'list'>;
  readonly attempts: readonly SinkAttempt[];
  /** Replaces all rules and forgets who was greylisted. */
  setRules(rules: readonly SinkRule[], seed: number): void;
  /** Settles after the delay that a rule asks for. */
  judge(step: SinkStep, to: readonly string[]): Promise<SinkVerdict>;
};

const TRY_AGAIN = 451;

export function sinkJudge(now: () => number, closing: AbortSignal): SinkJudge {
  const rules = armedRules<SinkRule>(1);
  const attempts: SinkAttempt[] = [];
  const greylisted = new Set<string>();

  const concerns = (rule: SinkRule, step: SinkStep, to: readonly string[]): boolean => {
    const known = rule.fault.kind === 'greylist' && to.every((address) => greylisted.has(address));
    return stepOf(rule.fault) === step && (rule.to === undefined || to.includes(rule.to)) && !known;
  };

  const decide = async (step: SinkStep, to: readonly string[]): Promise<SinkVerdict> => {
    for (const { fault } of rules.struck((rule) => concerns(rule, step, to))) {
      switch (fault.kind) {
        case 'slow':
          await pause(fault.delayMs, undefined, { signal: closing }).catch(() => undefined);
          break;
        case 'cut-connection':
          return { kind: 'cut', kept: false };
        case 'drop-after-data':
          return { kind: 'cut', kept: fault.kept };
        case 'greylist':
          for (const address of to) greylisted.add(address);
          return { kind: 'refuse', code: TRY_AGAIN };
        case 'refuse-connection':
        case 'refuse-recipient':
        case 'refuse-message':
          return { kind: 'refuse', code: fault.code };
        default:
          fault satisfies never;
      }
    }
    return { kind: 'accept' };
  };

  return {
    rules,
    attempts,
    setRules(next, seed) {
      greylisted.clear();
      rules.set(next, seed);
    },
    async judge(step, to) {
      const verdict = await decide(step, to);
      attempts.push({ at: now(), step, to, verdict });
      return verdict;
    },
  };
}
