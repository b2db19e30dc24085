const MINUTE_MS = 60_000;

/** What a call counts towards besides the account's total. */
export type OperationGroup =
  | 'view-ticket'
  | 'create-ticket'
  | 'update-ticket'
  | 'list-tickets'
  | 'list-agents'
  | 'list-requesters';

type Limits = { readonly total: number; readonly ticket: number; readonly list: number };

/** Calls a minute for the whole account, all programs together. `unlimited` exists only here, for load the real one would not take. */
export const PLANS = {
  starter: { total: 100, ticket: 50, list: 40 },
  growth: { total: 200, ticket: 80, list: 70 },
  pro: { total: 400, ticket: 140, list: 120 },
  enterprise: { total: 500, ticket: 160, list: 140 },
  unlimited: { total: 1_000_000_000, ticket: 1_000_000_000, list: 1_000_000_000 },
} as const satisfies Record<string, Limits>;

export type PlanName = keyof typeof PLANS;

export function isPlanName(name: string): name is PlanName {
  return Object.hasOwn(PLANS, name);
}

export type RateAnswer = {
  readonly allowed: boolean;
  readonly total: number;
  readonly remaining: number;
  /** Whole seconds until a call would pass; 0 when this one did. */
  readonly retryAfterSeconds: number;
};

/** Counts calls over a sliding minute. Refused calls count too, so hammering never helps. */
export type RateLimit = {
  take(now: number, group: OperationGroup | null, cost: number): RateAnswer;
  setPlan(plan: PlanName): void;
  readonly plan: PlanName;
};

export function rateLimit(firstPlan: PlanName): RateLimit {
  let plan = firstPlan;
  const account = slidingWindow();
  const groups = new Map<OperationGroup, SlidingWindow>();

  return {
    get plan() {
      return plan;
    },
    setPlan(name) {
      plan = name;
    },
    take(now, group, cost) {
      const limits = PLANS[plan];
      const windows: { window: SlidingWindow; limit: number }[] = [{ window: account, limit: limits.total }];
      if (group !== null) windows.push({ window: windowOf(groups, group), limit: limitOf(limits, group) });
      const allowed = windows.every(({ window, limit }) => window.used(now) + cost <= limit);
      for (const { window } of windows) window.add(now, cost);
      const waitMs = allowed ? 0 : Math.max(...windows.map(({ window, limit }) => window.freeIn(now, limit - 1)));
      return {
        allowed,
        total: limits.total,
        remaining: Math.max(0, limits.total - account.used(now)),
        retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(waitMs / 1000)),
      };
    },
  };
}

function windowOf(groups: Map<OperationGroup, SlidingWindow>, group: OperationGroup): SlidingWindow {
  const known = groups.get(group) ?? slidingWindow();
  groups.set(group, known);
  return known;
}

function limitOf(limits: Limits, group: OperationGroup): number {
  return group.startsWith('list-') ? limits.list : limits.ticket;
}

type SlidingWindow = {
  used(now: number): number;
  add(at: number, cost: number): void;
  /** Milliseconds until no more than `level` is used. */
  freeIn(now: number, level: number): number;
};

function slidingWindow(): SlidingWindow {
  let calls: { readonly at: number; readonly cost: number }[] = [];
  let first = 0;
  let sum = 0;
  const forget = (now: number): void => {
    for (let oldest = calls[first]; oldest !== undefined && oldest.at <= now - MINUTE_MS; oldest = calls[first]) {
      sum -= oldest.cost;
      first += 1;
    }
    if (first > 1000) {
      calls = calls.slice(first);
      first = 0;
    }
  };
  return {
    used(now) {
      forget(now);
      return sum;
    },
    add(at, cost) {
      calls.push({ at, cost });
      sum += cost;
    },
    freeIn(now, level) {
      let left = sum;
      if (left <= level) return 0;
      for (const call of calls.slice(first)) {
        left -= call.cost;
        if (left <= level) return Math.max(0, call.at + MINUTE_MS - now);
      }
      return 0;
    },
  };
}
