import type { CallBudget } from '../../../core/ports/help-desk.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';

/** `poll`: the first to be given up when the day's calls run out. `read`: somebody waits for it. `write`: given up last. */
export type Urgency = 'poll' | 'read' | 'write';

/** Calls of the last 24 hours by everybody, as each answer tells. */
export type ApiUsage = { readonly used: number; readonly limit: number };

export type OrgBudget = Pick<CallBudget, 'take'> & {
  /** Null: go ahead; otherwise the moment to try again. */
  spend(urgency: Urgency, now: EpochMs): EpochMs | null;
  learn(usage: ApiUsage, now: EpochMs): void;
  /** The org is over its limit until then. */
  pause(until: EpochMs): void;
  pace(): 'usual' | 'slow';
  usage(): ApiUsage | null;
};

const SLOW_FROM = 0.8;
const NO_POLLS_FROM = 0.95;
const NO_READS_FROM = 0.99;
/** The count falls only as old calls leave the last 24 hours, and only a call tells us: one is let through so often. */
const LOOK_AGAIN_MS = 15 * 60_000;
/** Deliveries at once, and a second after that: an org runs 25 long calls at a time, for everybody. */
const MOST_AT_ONCE = 200;
const PER_SECOND = 20;

/** One org's calls: what its limit of the day leaves, and no flood of deliveries. */
export function createOrgBudget(startedAt: EpochMs): OrgBudget {
  let usage: { readonly told: ApiUsage; readonly at: EpochMs } | null = null;
  let pausedUntil: EpochMs = 0;
  let tokens = MOST_AT_ONCE;
  let filledAt = startedAt;

  const fraction = (): number => (usage === null ? 0 : usage.told.used / usage.told.limit);
  return {
    take: (now) => {
      if (now < pausedUntil) return pausedUntil;
      tokens = Math.min(MOST_AT_ONCE, tokens + (Math.max(0, now - filledAt) / 1000) * PER_SECOND);
      filledAt = Math.max(filledAt, now);
      if (tokens < 1) return now + Math.ceil(((1 - tokens) / PER_SECOND) * 1000);
      tokens -= 1;
      return null;
    },
    spend: (urgency, now) => {
      if (now < pausedUntil) return pausedUntil;
      if (usage === null || fraction() < stopsFrom(urgency)) return null;
      const again = usage.at + LOOK_AGAIN_MS;
      return now < again ? again : null;
    },
    learn: (told, now) => {
      usage = { told, at: now };
    },
    pause: (until) => {
      pausedUntil = Math.max(pausedUntil, until);
    },
    pace: () => (fraction() >= SLOW_FROM ? 'slow' : 'usual'),
    usage: () => usage?.told ?? null,
  };
}

/** The used part of the day's calls from which such a call is no longer made. */
function stopsFrom(urgency: Urgency): number {
  switch (urgency) {
    case 'poll':
      return NO_POLLS_FROM;
    case 'read':
      return NO_READS_FROM;
    case 'write':
      return Number.POSITIVE_INFINITY;
    default:
      return urgency satisfies never;
  }
}

/** `api-usage=18/15000`, maybe followed by what single apps used; null when it says nothing usable. */
export function readApiUsage(header: string | null): ApiUsage | null {
  const found = /(?:^|[\s,;])api-usage=(\d{1,12})\/(\d{1,12})/.exec(header ?? '');
  const limit = Number(found?.[2] ?? 0);
  return found === null || limit === 0 ? null : { used: Number(found[1]), limit };
}
