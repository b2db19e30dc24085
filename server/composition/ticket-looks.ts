import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { createAgentScopeStore } from '../tickets/agent-scope-store.ts';
import { createAgentScopes } from '../tickets/agent-scopes.ts';
import { createTicketAccess, type TicketAccess } from '../tickets/ticket-access.ts';
import { ticketMemory } from '../storage/ticket-memory.ts';
import { createTicketHints, type TicketHints } from '../ticket-hints/ticket-hints.ts';
import { createTicketFacts, type TicketFactsBook } from '../tickets/ticket-facts.ts';
import type { Foundation } from './foundation.ts';

/** Everything that reads tickets and agents of the help desks. */
export type TicketLooks = {
  readonly hints: TicketHints;
  readonly ticketFacts: TicketFactsBook;
  readonly access: TicketAccess;
  /** Asks what these agents may see, so that their first call need not wait for it. */
  meetAgents(installationId: string, agentIds: readonly string[]): Promise<void>;
  stop(): Promise<unknown>;
};

/** Tickets are looked at when a request comes to stand on them, when a panel is opened, and whenever somebody hints that they changed. */
export function ticketLooks(foundation: Foundation, core: CorePorts): TicketLooks {
  const { store, helpDesks, live, log } = foundation;
  const report = (error: unknown, installationId: string | null): void =>
    log.error({ err: error, installationId }, 'a ticket or an agent could not be looked at');
  const memory = ticketMemory(store.database.readSession);
  const ticketFacts = createTicketFacts({ ...core, memory, helpDesks, report });
  const hints = createTicketHints(store.database, {
    ...core,
    helpDesks,
    report,
    followed: (installationId, ticketId) => ticketFacts.announce(installationId, ticketId),
  });
  const { clock } = core;
  const scopes = createAgentScopes({ store: createAgentScopeStore(store.database), helpDesks, clock, report });
  const hasHelpDesk = async (id: string): Promise<boolean> => (await store.installations.find(id))?.address !== '';
  live.subscribe(({ installationId, ticketId }) => {
    if (ticketId !== null) ticketFacts.meet(installationId, ticketId);
  });
  return {
    hints,
    ticketFacts,
    access: createTicketAccess({ scopes, ticketFacts, clock, hasHelpDesk }),
    meetAgents: async (installationId, agentIds) => {
      await Promise.all(agentIds.map((agentId) => scopes.of(installationId, agentId)));
      await scopes.quiet();
    },
    stop: () => {
      ticketFacts.stop();
      scopes.stop();
      return Promise.all([hints.stop(), ticketFacts.quiet(), scopes.quiet()]);
    },
  };
}
