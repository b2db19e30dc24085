import type { Answer } from '../../core/ports/answer.ts';
import type { AgentScope, HelpDesk, HelpDesks } from '../../core/ports/help-desk.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { TicketFacts } from './ticket-facts.ts';
import { isWithin } from './ticket-access.ts';

/**
 * Whether the help desk lets the agent of this address see the ticket. Asks the help desk, so only for what nobody waits for. What is not
 * known is no: a notice that is left out can be read in the ticket, one that is sent cannot be taken back.
 */
export type MayHear = (installationId: string, ticketId: string, email: string) => Promise<boolean>;

type Deps = {
  readonly helpDesks: HelpDesks;
  readonly recall: (installationId: string, ticketId: string) => Promise<TicketFacts | null>;
  readonly clock: Clock;
};

type Reach = { readonly agentId: string; readonly scope: AgentScope };

/** A ticket may have moved to another group meanwhile. */
const FRESH_MS = 5 * 60_000;
const REMEMBER_MS = 5 * 60_000;
const MOST_REMEMBERED = 1000;

export function createMayHear(deps: Deps): MayHear {
  const { helpDesks, clock } = deps;
  const remembered = new Map<string, { readonly reach: Reach | null; readonly until: EpochMs }>();
  const reachOf = async (desk: HelpDesk, installationId: string, email: string): Promise<Reach | null> => {
    const key = `${installationId}\n${email.toLowerCase()}`;
    const known = remembered.get(key);
    if (known !== undefined && known.until > clock.now()) return known.reach;
    const asked = await askReach(desk, email);
    if (asked.kind !== 'done') return null;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, { reach: asked.value, until: clock.now() + REMEMBER_MS });
    return asked.value;
  };
  return async (installationId, ticketId, email) => {
    const desk = await helpDesks.of(installationId);
    const reach = desk === null ? null : await reachOf(desk, installationId, email);
    if (desk === null || reach === null) return false;
    const { scope, agentId } = reach;
    if (scope.kind === 'all') return true;
    const facts = await placeOf(deps, desk, installationId, ticketId);
    return facts !== null && isWithin({ scope, agentId }, facts);
  };
}

async function askReach(desk: HelpDesk, email: string): Promise<Answer<Reach | null>> {
  const agent = await desk.tickets.findAgentByEmail(email);
  if (agent.kind !== 'done') return agent;
  if (agent.value === null) return { kind: 'done', value: null };
  const { id: agentId } = agent.value;
  const scope = await desk.tickets.findAgentScope(agentId);
  if (scope.kind !== 'done') return scope;
  return { kind: 'done', value: scope.value === null ? null : { agentId, scope: scope.value } };
}

async function placeOf(
  { recall, clock }: Deps,
  desk: HelpDesk,
  installationId: string,
  ticketId: string,
): Promise<Pick<TicketFacts, 'groupId' | 'agent'> | null> {
  const known = await recall(installationId, ticketId);
  if (known !== null && clock.now() - known.seenAt < FRESH_MS) return known;
  const found = await desk.tickets.findTicket(ticketId);
  return found.kind === 'done' ? found.value : null;
}
