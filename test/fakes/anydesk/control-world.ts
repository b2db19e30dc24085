import type * as z from 'zod';
import type { AdjustableClock } from '../shared/clock.ts';
import type { ApiWorld } from './api-server.ts';

/** Everything the windows and the control routes work on. */
export type ControlWorld = ApiWorld & {
  readonly clock: AdjustableClock;
  /** The machine meant when a page or a control body names none. */
  readonly defaults: { readonly recipient: number; readonly agent: number };
};

export type ControlAnswer = { readonly status: number; readonly body: unknown };

/** Checks the body, then does it; what is wrong with the body otherwise. */
export type ControlRoute = (world: ControlWorld, body: unknown) => ControlAnswer | z.ZodError;
