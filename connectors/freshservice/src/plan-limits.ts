export const PLANS = ['starter', 'growth', 'pro', 'enterprise'] as const;
/** The account's Freshservice plan, which sets how many calls a minute all its apps have together. */
export type Plan = (typeof PLANS)[number];

/** Which of the vendor's per-operation limits a call counts against, beside the total. */
export type Operation = 'view-ticket' | 'update-ticket' | 'list' | 'other';

/** Calls a minute of one account, all its apps together: `ticket` for seeing and for updating one, `list` for each kind of list. */
export type PlanLimits = { readonly total: number; readonly ticket: number; readonly list: number };

export const PLAN_LIMITS: Readonly<Record<Plan, PlanLimits>> = {
  starter: { total: 100, ticket: 50, list: 40 },
  growth: { total: 200, ticket: 80, list: 70 },
  pro: { total: 400, ticket: 140, list: 120 },
  enterprise: { total: 500, ticket: 160, list: 140 },
};

/** The part of the account's limits that we take unless told otherwise: every other app of the account lives from the rest. */
export const DEFAULT_SHARE = 0.25;
