import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { runDueTimers } from '../../core/use-cases/run-due-timers.ts';
import { createAssigneeAway } from '../notices/assignee-away.ts';
import type { Job } from '../schedules/schedules.ts';
import { hintOverdueTickets } from '../ticket-hints/overdue-tickets.ts';
import type { TicketHints } from '../ticket-hints/ticket-hints.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { Foundation } from './foundation.ts';
import { privacyJobs } from './privacy.ts';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
/** Answers to command ids are kept for 7 days. */
const COMMAND_LIFE_MS = 7 * DAY_MS;
const DUE_AT_ONCE = 200;
const PURGED_AT_ONCE = 1000;
const SEALED_AT_ONCE = 2000;

/** Everything that comes back by the clock. */
export function jobs(
  foundation: Foundation,
  core: CorePorts,
  hints: TicketHints,
  sweep: () => Promise<unknown>,
  privacy: Privacy,
): readonly Job[] {
  const { store, clock, log, people } = foundation;
  const isAssigneeAway = assigneeAway(foundation);
  const runTimers = async (requestId: string): Promise<boolean> =>
    runDueTimers(core, requestId, { assigneeIsAway: await isAssigneeAway(requestId) });
  const dueTimers = async (): Promise<void> => {
    for (const requestId of await store.requests.due(clock.now(), DUE_AT_ONCE)) {
      await runTimers(requestId).catch((error: unknown) => {
        // One request that cannot be worked on must not stop the others.
        log.error({ err: error, requestId }, 'the timers of a request failed');
      });
    }
  };
  const purgeCommands = async (): Promise<void> => {
    while ((await store.commands.purge(clock.now() - COMMAND_LIFE_MS, PURGED_AT_ONCE)) === PURGED_AT_ONCE);
  };
  const shared: readonly Job[] = [
    { name: 'audit-seal', cron: '* * * * * *', leaseMs: 30 * SECOND_MS, run: () => store.audit.seal(SEALED_AT_ONCE) },
    {
      name: 'webhook-listeners',
      cron: '*/10 * * * * *',
      leaseMs: null,
      run: () => people.webhookListeners.refresh(),
    },
  ];
  return [
    { name: 'timers', cron: '*/5 * * * * *', leaseMs: 60 * SECOND_MS, run: dueTimers },
    { name: 'ticket-hints', cron: '*/2 * * * * *', leaseMs: 120 * SECOND_MS, run: () => hints.work() },
    {
      name: 'overdue-tickets',
      cron: '15 */5 * * * *',
      leaseMs: 120 * SECOND_MS,
      run: () => hintOverdueTickets(store.database, hints, clock.now()),
    },
    { name: 'delivery-sweep', cron: '30 * * * * *', leaseMs: 300 * SECOND_MS, run: sweep },
    // What several processes on one database need; SQLite seals inside each transaction.
    ...(store.engine === 'postgres' ? shared : []),
    ...privacyJobs(privacy),
    { name: 'command-purge', cron: '0 17 3 * * *', leaseMs: 300 * SECOND_MS, run: purgeCommands },
  ];
}

function assigneeAway({ store, people }: Foundation): (requestId: string) => Promise<boolean> {
  const installations = { find: async (id: string) => (await store.installations.find(id))?.installation ?? null };
  return createAssigneeAway({ ...people, requests: store.requests, installations });
}
