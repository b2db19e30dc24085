import type { CallBudget } from '../../../core/ports/help-desk.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { CallsLeft, Decision, Spending } from './budget-state.ts';
import { learn, newBudget, pause, spend, take } from './budget-state.ts';
import type { PlanLimits } from './plan-limits.ts';

export type PlanBudget = Pick<CallBudget, 'take'> & {
  /** Accounts for one call about to be sent, using up what `take` set aside. Null: go ahead; otherwise the moment to try again. */
  spend(spending: Spending, now: EpochMs): EpochMs | null;
  learn(left: CallsLeft, now: EpochMs): void;
  /** The account is over its limit until then. */
  pause(until: EpochMs): void;
};

/** The calls we may make: `share` (0 to 1) of the account's total and of each operation's limit, less while other apps need the account. */
export function createPlanBudget(limits: PlanLimits, share: number, now: EpochMs): PlanBudget {
  let state = newBudget(limits, share, now);
  const keep = (decision: Decision): EpochMs | null => {
    state = decision.state;
    return decision.wait;
  };
  return {
    take: (at) => keep(take(state, at)),
    spend: (spending, at) => keep(spend(state, spending, at)),
    learn: (left, at) => {
      state = learn(state, left, at);
    },
    pause: (until) => {
      state = pause(state, until);
    },
  };
}
