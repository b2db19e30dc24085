import type { NotDone } from '../../core/ports/answer.ts';
import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { TicketMemory, TicketSeen } from '../../core/ports/stores.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { followTicket, seenTicket } from '../../core/use-cases/follow-ticket.ts';
import { createBackgroundLooks, type Looked, type LookState } from './background-looks.ts';

/** What the help desk told of a ticket when it was last asked. */
export type TicketFacts = TicketSeen;

/** The one memory of tickets. Nothing here waits for the help desk. */
export type TicketFactsBook = {
  /** What is remembered. Begins a look in the background when that is nothing, or older than 10 minutes. */
  recall(installationId: string, ticketId: string): Promise<TicketFacts | null>;
  /** As `recall`, with how the looking goes. */
  know(
    installationId: string,
    ticketId: string,
  ): Promise<{ readonly facts: TicketFacts | null; readonly look: LookState }>;
  /** A request came to stand on this ticket: begins a look when it was never seen. Cheap after the first time. */
  meet(installationId: string, ticketId: string): void;
  /**
   * Told whenever there may be something new to know of a ticket: facts, or who may see it. Returns how to stop listening.
   */
  onLearned(listener: (installationId: string, ticketId: string) => void): () => void;
  /** Tells the listeners: for those who learn of tickets elsewhere. */
  announce(installationId: string, ticketId: string): void;
  /** Settles when no look is waiting or under way. */
  quiet(): Promise<void>;
  stop(): void;
};

type Deps = CorePorts & {
  /** What is committed. */
  readonly memory: Pick<TicketMemory, 'recall'>;
  readonly helpDesks: HelpDesks;
  readonly report: (error: unknown, installationId: string) => void;
};

const STALE_MS = 10 * 60_000;
/** A ticket that the help desk does not have is asked for again after this. */
const ABSENT_MS = 10 * 60_000;
const MOST_MET = 10_000;

export function createTicketFacts(deps: Deps): TicketFactsBook {
  const { clock, report } = deps;
  const met = new Set<string>();
  const listeners = new Set<(installationId: string, ticketId: string) => void>();
  const look = (installationId: string, ticketId: string): Promise<Looked> => lookOnce(deps, installationId, ticketId);
  const looks = createBackgroundLooks({ clock, look, report });
  const announce = (installationId: string, ticketId: string): void => {
    for (const listener of listeners) listener(installationId, ticketId);
  };
  looks.onChanged((installationId, ticketId) => {
    // A look in vain is made up for at the next change on the ticket.
    if (looks.stateOf(installationId, ticketId) === 'in-vain') met.delete(`${installationId}\n${ticketId}`);
    announce(installationId, ticketId);
  });

  const recall = async (installationId: string, ticketId: string): Promise<TicketFacts | null> => {
    const facts = await deps.memory.recall(installationId, ticketId);
    if (isOld(deps, facts)) looks.begin(installationId, ticketId);
    return facts === null || facts.seenAt === 0 ? null : facts;
  };
  const lookWhenUnknown = async (installationId: string, ticketId: string): Promise<void> => {
    if ((await deps.memory.recall(installationId, ticketId)) === null) looks.begin(installationId, ticketId);
  };
  return {
    recall,
    know: async (installationId, ticketId) => {
      const facts = await recall(installationId, ticketId);
      return { facts, look: looks.stateOf(installationId, ticketId) };
    },
    meet: (installationId, ticketId) => {
      const key = `${installationId}\n${ticketId}`;
      if (met.has(key)) return;
      if (met.size >= MOST_MET) met.clear();
      met.add(key);
      lookWhenUnknown(installationId, ticketId).catch((error: unknown) => report(error, installationId));
    },
    onLearned: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce,
    quiet: () => looks.quiet(),
    stop: () => looks.stop(),
  };
}

function isOld({ clock }: Deps, facts: TicketFacts | null): boolean {
  return facts === null || clock.now() - facts.seenAt > STALE_MS;
}

/** A ticket that is known already is followed: what changed on it since must not be swallowed. A first look changes no request. */
async function lookOnce(deps: Deps, installationId: string, ticketId: string): Promise<Looked> {
  const before = await deps.memory.recall(installationId, ticketId);
  if (before === null) return firstLook(deps, installationId, ticketId);
  // Somebody else asked while this look was on its way.
  if (!isOld(deps, before)) return { kind: 'learned' };
  const answer = await followTicket(deps, installationId, ticketId);
  return answer.kind === 'done' ? { kind: 'learned' } : inVain(deps, answer);
}

async function firstLook(deps: Deps, installationId: string, ticketId: string): Promise<Looked> {
  const { unitOfWork, helpDesks, clock } = deps;
  const seenAt = clock.now();
  const answer = await (await helpDesks.of(installationId))?.tickets.findTicket(ticketId);
  if (answer?.kind !== 'done') return inVain(deps, answer ?? null);
  const seen = seenTicket(answer.value, seenAt);
  await unitOfWork.run((stores) => stores.tickets.remember(installationId, ticketId, seen));
  return { kind: 'learned' };
}

function inVain({ clock }: Deps, answer: NotDone | { readonly kind: 'unknown' } | null): Looked {
  if (answer?.kind !== 'not-done') return { kind: 'in-vain', againAt: null };
  const { retry } = answer;
  if (retry.when === 'never') return { kind: 'in-vain', againAt: clock.now() + ABSENT_MS };
  return { kind: 'in-vain', againAt: retry.when === 'at' ? retry.at : null };
}
