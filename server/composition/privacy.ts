import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { createPrivacy, type Privacy } from '../privacy/privacy.ts';
import type { Job } from '../schedules/schedules.ts';
import type { Foundation } from './foundation.ts';

const MINUTE_MS = 60_000;

export function privacyPart({ store, vault, keys, log }: Foundation, core: CorePorts): Privacy {
  return createPrivacy({
    database: store.database,
    core,
    vault,
    keys,
    report: (error, erasureId) => log.error({ err: error, erasureId }, 'an erasure could not go on'),
  });
}

/** Erasures go on after a restart too; what is old goes at night. */
export function privacyJobs({ erasures, retention }: Privacy): readonly Job[] {
  return [
    { name: 'erasures', cron: '45 * * * * *', leaseMs: 30 * MINUTE_MS, run: () => erasures.work() },
    { name: 'retention', cron: '0 37 3 * * *', leaseMs: 120 * MINUTE_MS, run: () => retention.work() },
  ];
}
