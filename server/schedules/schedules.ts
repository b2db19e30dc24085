import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import type { Clock } from '../../core/ports/world.ts';
import type { LeaseStore } from '../storage/store.ts';

/** Work that comes back by the clock. */
export type Job = {
  readonly name: string;
  /** Six fields, seconds first. */
  readonly cron: string;
  /** How long one process keeps the job to itself, longer than one run takes; null: every process runs it. */
  readonly leaseMs: number | null;
  readonly run: () => Promise<unknown>;
};

export type Schedules = {
  /** Stops the clock and waits for runs that have begun. */
  stop(): Promise<void>;
};

type ScheduleDeps = {
  /** Null where no other process can share the database: then nothing is written to keep a job. */
  readonly leases: LeaseStore | null;
  /** Unique to this process. */
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Runs each job by its clock, in one process at a time and never beside itself. A run that fails is logged and comes again. */
export function startSchedules(jobs: readonly Job[], deps: ScheduleDeps): Schedules {
  const running = new Map<string, Promise<void>>();
  const tasks = jobs.map((job) =>
    schedule(job.cron, () => {
      if (running.has(job.name)) return;
      const run = runOnce(job, deps).finally(() => running.delete(job.name));
      running.set(job.name, run);
    }),
  );
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
      await Promise.all(running.values());
      const { leases, owner } = deps;
      if (leases !== null) await Promise.all(jobs.map((job) => leases.release(leaseOf(job), owner)));
    },
  };
}

async function runOnce(job: Job, deps: ScheduleDeps): Promise<void> {
  try {
    if (await isOurs(job, deps)) await job.run();
  } catch (error) {
    deps.log.error({ err: error, job: job.name }, 'a scheduled job failed');
  }
}

async function isOurs(job: Job, { leases, owner, clock }: ScheduleDeps): Promise<boolean> {
  if (leases === null || job.leaseMs === null) return true;
  return leases.hold(leaseOf(job), owner, clock.now(), job.leaseMs);
}

function leaseOf(job: Job): string {
  return `job:${job.name}`;
}
