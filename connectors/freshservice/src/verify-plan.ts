import type { Finding } from '../../../core/ports/answer.ts';
import type { Plan, PlanLimits } from './plan-limits.ts';
import { PLAN_LIMITS, PLANS } from './plan-limits.ts';
import { warning, wellDone } from '../../shared/verify-finding.ts';

/** Compares the limit that an answer told with the plan that is set. `callsAMinute` is null when it told none. */
export function checkPlan(plan: Plan, limits: PlanLimits, callsAMinute: number | null): Finding {
  if (callsAMinute === null)
    return wellDone('plan', "Not tried: the answer did not tell the account's limit of calls.");
  if (limitsOf(limits).includes(callsAMinute)) {
    return wellDone('plan', `The account's limit of ${callsAMinute} calls a minute fits what is set here (${plan}).`);
  }
  const fitting = PLANS.filter((other) => PLAN_LIMITS[other].total === callsAMinute);
  const message = `The account's limit is ${callsAMinute} calls a minute, which is not what is set here (${plan}).`;
  const [other] = fitting;
  if (other !== undefined) return warning('plan', message, `Set the plan to ${other}.`);
  return callsAMinute > limits.total
    ? warning('plan', message, 'The account has bought more calls: the share set here may be raised.')
    : warning('plan', message, 'Choose the plan whose limit is closest below, or lower the share.');
}

/** The header may tell the total or the limit of the operation that was called. */
function limitsOf({ total, ticket, list }: PlanLimits): readonly number[] {
  return [total, ticket, list];
}
