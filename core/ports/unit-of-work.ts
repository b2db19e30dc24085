import type { Stores } from './stores.ts';

/**
 * Runs `work` in one transaction: all of it is stored, or nothing. The promise settles after the commit is durable. `work` may await
 * nothing but the stores it is given: other units of work share the same commit and would wait. A throw rolls back this work alone.
 */
export type UnitOfWork = {
  run<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
};
