import type { EpochMs } from './moment.ts';

export const SYSTEMS = ['windows', 'macos', 'linux', 'android', 'ios', 'other'] as const;
/** What the recipient's device runs. */
export type System = (typeof SYSTEMS)[number];

/** What is looked at before anybody connects. `client`: AnyDesk is there and new enough. `this-device`: the fault is on this device. */
export const READINESS_CHECKS = [
  'this-device',
  'browser',
  'client',
  'install-rights',
  'screen-recording',
  'network',
] as const;
export type ReadinessCheck = (typeof READINESS_CHECKS)[number];

export const READINESS_RESULTS = ['good', 'problem', 'unsure'] as const;
export type ReadinessResult = (typeof READINESS_RESULTS)[number];

/** What the recipient's own check found, partly seen by the browser, partly said by the person. */
export type Readiness = {
  readonly system: System;
  readonly findings: readonly { readonly check: ReadinessCheck; readonly result: ReadinessResult }[];
};

export type NotedReadiness = Readiness & { readonly at: EpochMs };
