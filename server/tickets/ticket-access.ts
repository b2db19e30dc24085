import type { AgentScope } from '../../core/ports/help-desk.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { AgentCaller } from '../panel-api/agent-caller.ts';
import type { TicketBounds } from '../storage/store.ts';
import { standingOf } from './last-known.ts';
import type { TicketFacts, TicketFactsBook } from './ticket-facts.ts';
import type { AgentScopes } from './agent-scopes.ts';

export type TicketAccess = {
  /** The help desk sets this agent no bounds; then `of` is always `granted`. */
  seesEverything(caller: AgentCaller): Promise<boolean>;
  /**
   * Whether the help desk lets this agent see the ticket. `checking`: not known yet, and being looked at in the background; nothing here
   * waits for the help desk. A request without a ticket is everybody's.
   */
  of(caller: AgentCaller, ticketId: string | null): Promise<'granted' | 'checking' | 'refused'>;
  /** The same for lists, which cannot ask ticket by ticket. `nothing`: also while it is not known. */
  boundsOf(caller: AgentCaller): Promise<'everything' | 'nothing' | TicketBounds>;
};

type Deps = {
  readonly scopes: AgentScopes;
  readonly ticketFacts: Pick<TicketFactsBook, 'know' | 'announce'>;
  readonly clock: Clock;
  /** Whether the installation belongs to a help desk that can be asked. Without one nobody's view is bounded. */
  readonly hasHelpDesk: (installationId: string) => Promise<boolean>;
};

type Reach = { readonly kind: 'all' | 'none' | 'checking' } | Bounded;
type Bounded = {
  readonly kind: 'some';
  readonly agentId: string;
  readonly scope: Extract<AgentScope, { kind: 'some' }>;
};

/**
 * Who may see which ticket, as the help desk itself would let him: the installation's key sees more than its agents. An agent that an
 * installation only names gets what the one he is said to be would get.
 */
export function createTicketAccess(deps: Deps): TicketAccess {
  const waiting = createWaiting(deps);
  return {
    seesEverything: async (caller) => (await reachOf(deps, caller)).kind === 'all',
    of: async (caller, ticketId) => {
      const reach = await reachOf(deps, caller);
      switch (reach.kind) {
        case 'all':
          return 'granted';
        case 'none':
          return 'refused';
        case 'checking':
          if (ticketId !== null) waiting.add(caller, ticketId);
          return 'checking';
        case 'some':
          return ticketId === null ? 'granted' : ofTicket(deps, caller, ticketId, reach);
        default:
          return reach satisfies never;
      }
    },
    boundsOf: async (caller) => {
      const reach = await reachOf(deps, caller);
      switch (reach.kind) {
        case 'all':
          return 'everything';
        case 'some':
          return { groupIds: reach.scope.groupIds, agentId: reach.scope.ownTickets ? reach.agentId : null };
        case 'none':
        case 'checking':
          return 'nothing';
        default:
          return reach satisfies never;
      }
    },
  };
}

async function reachOf({ scopes, hasHelpDesk }: Deps, caller: AgentCaller): Promise<Reach> {
  const { installation, person, proof, agentId } = caller;
  // He sees everything in the console too. A name that is only asserted never is an admin's.
  if (proof === 'signed-in' && person.role === 'admin') return { kind: 'all' };
  if (agentId === null) return { kind: 'none' };
  const known = await scopes.of(installation.id, agentId);
  if (known.kind === 'known') return known.scope === null ? { kind: 'none' } : reachOfScope(known.scope, agentId);
  if (!(await hasHelpDesk(installation.id))) return { kind: 'all' };
  return { kind: known.kind === 'checking' ? 'checking' : 'none' };
}

function reachOfScope(scope: AgentScope, agentId: string): Reach {
  return scope.kind === 'all' ? { kind: 'all' } : { kind: 'some', agentId, scope };
}

/** A ticket that moved to another group without a hint is seen by the old one for no longer than this. */
const FRESH_MS = 15 * 60_000;

async function ofTicket(
  { ticketFacts, clock }: Deps,
  { installation }: AgentCaller,
  ticketId: string,
  reach: Bounded,
): Promise<'granted' | 'checking' | 'refused'> {
  const { facts, look } = await ticketFacts.know(installation.id, ticketId);
  const standing = standingOf({ seenAt: facts?.seenAt ?? null, look }, FRESH_MS, clock.now());
  if (standing === 'checking') return 'checking';
  return standing === 'counts' && facts !== null && isWithin(reach, facts) ? 'granted' : 'refused';
}

/** Whether a ticket of this group and agent is within an agent's bounds. */
export function isWithin(
  { scope, agentId }: Pick<Bounded, 'scope' | 'agentId'>,
  { groupId, agent }: Pick<TicketFacts, 'groupId' | 'agent'>,
): boolean {
  if (groupId !== null && scope.groupIds.includes(groupId)) return true;
  return scope.ownTickets && agent?.id === agentId;
}

const MOST_WAITING = 1000;
const keyOf = (installationId: string, agentId: string | null): string => `${installationId}\n${agentId ?? ''}`;

/** Tickets that somebody asked for whose rights were not known yet: who watches them is told once they are. */
function createWaiting({ scopes, ticketFacts }: Deps): { add(caller: AgentCaller, ticketId: string): void } {
  const waiting = new Map<string, Set<string>>();
  scopes.onLearned((installationId, agentId) => {
    const key = keyOf(installationId, agentId);
    for (const ticketId of waiting.get(key) ?? []) ticketFacts.announce(installationId, ticketId);
    waiting.delete(key);
  });
  return {
    add: ({ installation, agentId }, ticketId) => {
      const key = keyOf(installation.id, agentId);
      const tickets = waiting.get(key) ?? new Set();
      if (waiting.size >= MOST_WAITING) waiting.clear();
      if (tickets.size < MOST_WAITING) tickets.add(ticketId);
      waiting.set(key, tickets);
    },
  };
}
