import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { UnitOfWork } from '../../core/ports/unit-of-work.ts';

/** Remembers how a ticket was when a request came to stand on it, so that a later change can be told from it. */
export type FirstLooks = {
  /** Cheap after the first time. The look comes in a while, one at a time for each installation; it never changes a request. */
  meet(installationId: string, ticketId: string): void;
  /** Settles when no look is waiting or under way. */
  quiet(): Promise<void>;
  stop(): void;
};

export type FirstLookDeps = {
  readonly helpDesks: HelpDesks;
  readonly unitOfWork: UnitOfWork;
  readonly report: (error: unknown, installationId: string) => void;
};

const MOST_MET = 10_000;

export function createFirstLooks(deps: FirstLookDeps): FirstLooks {
  const met = new Set<string>();
  const waiting = new Map<string, Promise<void>>();
  let isStopped = false;

  const look = async (installationId: string, ticketId: string, key: string): Promise<void> => {
    if (isStopped) return;
    // A look in vain is made up for at the next change on the ticket.
    met.delete(key);
    if ((await lookOnce(deps, installationId, ticketId)) === 'known') met.add(key);
  };
  return {
    meet: (installationId, ticketId) => {
      const key = `${installationId}\n${ticketId}`;
      if (isStopped || met.has(key)) return;
      if (met.size >= MOST_MET) met.clear();
      met.add(key);
      const before = waiting.get(installationId) ?? Promise.resolve();
      const after = before
        .then(() => look(installationId, ticketId, key))
        .catch((error: unknown) => deps.report(error, installationId))
        .finally(() => {
          if (waiting.get(installationId) === after) waiting.delete(installationId);
        });
      waiting.set(installationId, after);
    },
    quiet: async () => {
      while (waiting.size > 0) await Promise.all(waiting.values());
    },
    stop: () => {
      isStopped = true;
    },
  };
}

async function lookOnce(deps: FirstLookDeps, installationId: string, ticketId: string): Promise<'known' | 'in-vain'> {
  const { unitOfWork, helpDesks } = deps;
  if ((await unitOfWork.run((stores) => stores.tickets.recall(installationId, ticketId))) !== null) return 'known';
  const answer = await (await helpDesks.of(installationId))?.tickets.findTicket(ticketId);
  if (answer === undefined || answer.kind === 'unknown') return 'in-vain';
  if (answer.kind === 'not-done') return answer.retry.when === 'never' ? 'known' : 'in-vain';
  const { agent, state } = answer.value;
  await unitOfWork.run(async ({ tickets }) => {
    // A hint may have been faster, and what it saw is newer.
    if ((await tickets.recall(installationId, ticketId)) !== null) return;
    await tickets.remember(installationId, ticketId, { agent, isClosed: state === 'closed' });
  });
  return 'known';
}
