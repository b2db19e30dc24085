import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createPlanBudget } from './plan-budget.ts';
import { PLAN_LIMITS, PLANS } from './plan-limits.ts';

const NOW = 1_800_000_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const takeAll = (budget: ReturnType<typeof createPlanBudget>, at: number): number => {
  let taken = 0;
  while (budget.take(at) === null) taken += 1;
  return taken;
};
const read = { operation: 'other', credits: 1, urgency: 'wanted' } as const;

describe('the calls we may make', () => {
  it('are at once half of a quarter of the plan, and the other half comes with the minute', () => {
    expect(PLANS.map((plan) => takeAll(createPlanBudget(PLAN_LIMITS[plan], 0.25, NOW), NOW))).toEqual([12, 25, 50, 62]);
  });

  it('come back at the moment that was named', () => {
    const budget = createPlanBudget(PLAN_LIMITS.growth, 0.25, NOW);
    takeAll(budget, NOW);
    const at = budget.take(NOW) ?? 0;
    expect(at).toBeGreaterThan(NOW);
    expect(budget.take(at - 1)).not.toBeNull();
    expect(budget.take(at)).toBeNull();
  });

  it('never exceed the share in any minute, however they are asked for', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20 * SECOND }), { minLength: 50, maxLength: 400 });
    fc.assert(
      fc.property(fc.constantFrom(...PLANS), fc.constantFrom(0.05, 0.25, 0.5, 1), gaps, (plan, share, waits) => {
        const budget = createPlanBudget(PLAN_LIMITS[plan], share, NOW);
        const taken: number[] = [];
        let at = NOW;
        for (const wait of waits) {
          at += wait;
          for (let tries = 0; tries < 40; tries += 1) if (budget.take(at) === null) taken.push(at);
        }
        const most = Math.max(...taken.map((end) => taken.filter((each) => each > end - MINUTE && each <= end).length));
        expect(most).toBeLessThanOrEqual(Math.ceil(PLAN_LIMITS[plan].total * share));
      }),
      { seed: 20_261_122, numRuns: 100 },
    );
  });

  it('are not more because the clock was set back', () => {
    const budget = createPlanBudget(PLAN_LIMITS.starter, 0.25, NOW);
    takeAll(budget, NOW);
    expect(budget.take(NOW - MINUTE)).not.toBeNull();
    expect(budget.take(NOW - MINUTE + 1)).not.toBeNull();
  });

  it('are not fewer because the clock was set back', () => {
    expect(takeAll(createPlanBudget(PLAN_LIMITS.starter, 0.25, NOW), NOW - 60 * MINUTE)).toBe(12);
  });

  it('are not counted twice when the call that was taken is then made', () => {
    const budget = createPlanBudget(PLAN_LIMITS.starter, 0.25, NOW);
    for (let call = 0; call < 12; call += 1) {
      expect(budget.take(NOW)).toBeNull();
      expect(budget.spend({ ...read, urgency: 'optional' }, NOW)).toBeNull();
    }
    expect(budget.take(NOW)).not.toBeNull();
  });

  it('that were taken and not made within a minute cover no later call', () => {
    const budget = createPlanBudget(PLAN_LIMITS.starter, 0.25, NOW);
    takeAll(budget, NOW);
    const later = NOW + 2 * MINUTE;
    expect(takeAll(budget, later)).toBe(12);
    for (let call = 0; call < 12; call += 1) budget.spend(read, later);
    expect(budget.spend({ ...read, urgency: 'optional' }, later)).not.toBeNull();
  });

  it("keep to a quarter of the operation's own limit too", () => {
    const budget = createPlanBudget(PLAN_LIMITS.starter, 0.25, NOW);
    const view = { operation: 'view-ticket', credits: 1, urgency: 'optional' } as const;
    let made = 0;
    while (budget.spend(view, NOW) === null) made += 1;
    expect(made).toBe(6);
    expect(budget.spend({ ...view, operation: 'update-ticket' }, NOW)).toBeNull();
  });

  it('count an embedded record', () => {
    const budget = createPlanBudget(PLAN_LIMITS.enterprise, 0.25, NOW);
    for (let call = 0; call < 10; call += 1)
      budget.spend({ operation: 'view-ticket', credits: 2, urgency: 'optional' }, NOW);
    expect(takeAll(budget, NOW)).toBe(62 - 20);
  });

  describe('when they are used up', () => {
    it("let an agent's press through on credit, and wait it off", () => {
      const budget = createPlanBudget(PLAN_LIMITS.starter, 0.25, NOW);
      takeAll(budget, NOW);
      for (let call = 0; call < 12; call += 1) budget.spend(read, NOW);
      expect(budget.spend({ ...read, urgency: 'optional' }, NOW)).not.toBeNull();
      let onCredit = 0;
      while (budget.spend(read, NOW) === null) onCredit += 1;
      // The half call that was left over, and the 12.5 that the bucket holds.
      expect(onCredit).toBe(13);
      expect((budget.take(NOW) ?? 0) - NOW).toBeGreaterThan(MINUTE);
    });

    it('let a list be read to its end', () => {
      const budget = createPlanBudget(PLAN_LIMITS.starter, 0.25, NOW);
      for (let page = 0; page < 50; page += 1) {
        expect(budget.spend({ operation: 'other', credits: 1, urgency: 'continued' }, NOW)).toBeNull();
      }
      expect(budget.take(NOW)).not.toBeNull();
    });
  });

  describe('when other apps use the account up', () => {
    it('shrink to our share of what is left, and come slower', () => {
      const budget = createPlanBudget(PLAN_LIMITS.pro, 0.25, NOW);
      budget.learn({ total: 400, remaining: 20 }, NOW);
      expect(takeAll(budget, NOW)).toBe(5);
      const at = budget.take(NOW) ?? 0;
      expect(at - NOW).toBeGreaterThan(5 * SECOND);
    });

    it('are none when nothing is left', () => {
      const budget = createPlanBudget(PLAN_LIMITS.pro, 0.25, NOW);
      budget.learn({ total: 400, remaining: 0 }, NOW);
      expect(budget.take(NOW)).not.toBeNull();
    });

    it('are as before when the next answer tells of room, or nothing was heard for a minute', () => {
      const heard = createPlanBudget(PLAN_LIMITS.pro, 0.25, NOW);
      heard.learn({ total: 400, remaining: 0 }, NOW);
      heard.learn({ total: 400, remaining: 390 }, NOW + SECOND);
      expect((heard.take(NOW + SECOND) ?? 0) - NOW).toBeLessThan(3 * SECOND);
      const silent = createPlanBudget(PLAN_LIMITS.pro, 0.25, NOW);
      silent.learn({ total: 400, remaining: 0 }, NOW);
      silent.take(NOW + MINUTE);
      expect(takeAll(silent, NOW + 2 * MINUTE)).toBe(50);
    });

    it('do not shrink because of our own calls alone', () => {
      const budget = createPlanBudget(PLAN_LIMITS.pro, 0.25, NOW);
      budget.learn({ total: 400, remaining: 300 }, NOW);
      expect(takeAll(budget, NOW)).toBe(50);
    });
  });

  it('rest until the moment that the account named', () => {
    const budget = createPlanBudget(PLAN_LIMITS.pro, 0.25, NOW);
    budget.pause(NOW + 40 * SECOND);
    budget.pause(NOW + 10 * SECOND);
    expect(budget.take(NOW + 39 * SECOND)).toBe(NOW + 40 * SECOND);
    expect(budget.spend({ ...read, urgency: 'continued' }, NOW + SECOND)).toBe(NOW + 40 * SECOND);
    expect(budget.take(NOW + 40 * SECOND)).toBeNull();
  });
});
