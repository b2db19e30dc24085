import { maySee } from '../../../core/people/rights.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import { problem, ProblemFault, refusalProblem } from '../problem.ts';
import type { AgentCaller } from '../../panel-api/agent-caller.ts';
import type { ApiDeps } from './api-deps.ts';

type TicketDeps = Pick<ApiDeps, 'access' | 'reader'>;

/** The request, when it belongs to the installation and this agent may see it and its ticket. Throws the same 404 otherwise. */
export async function visibleRequest(deps: TicketDeps, caller: AgentCaller, requestId: string): Promise<StoredRequest> {
  await demandAgent(deps, caller);
  const stored = await deps.reader.find(requestId);
  const isVisible = stored?.request.installationId === caller.installation.id && maySee(caller.person, stored.request);
  if (stored === null || !isVisible) throw noSuchRequest();
  await demandTicket(deps, caller, stored.request.ticket?.id ?? null, noSuchRequest);
  return stored;
}

export const noSuchRequest = (): ProblemFault => new ProblemFault(refusalProblem({ reason: 'no-such-request' }));
export const noSuchTicket = (): ProblemFault =>
  problem(403, 'ticket-not-visible', 'You cannot see this ticket', 'Ask an admin of the help desk for access to it.');

/** Throws `refusal` when the help desk does not let the agent see the ticket, and a 409 problem while that is not known yet. */
export async function demandTicket(
  deps: Pick<ApiDeps, 'access'>,
  caller: AgentCaller,
  ticketId: string | null,
  refusal: () => ProblemFault,
): Promise<void> {
  const access = await deps.access.of(caller, ticketId);
  if (access === 'refused') throw refusal();
  if (access === 'checking') {
    throw problem(409, 'checking-access', 'Your access to this ticket is being checked', 'Try again in a moment.');
  }
}

/** Who sees nothing, or is not known yet, gets one answer for every request, whether or not there is such a one. */
function demandAgent(deps: Pick<ApiDeps, 'access'>, caller: AgentCaller): Promise<void> {
  return demandTicket(deps, caller, null, noSuchRequest);
}

/** The command itself says whether there is such a request; here only its ticket matters. */
export async function demandTicketOf(deps: TicketDeps, caller: AgentCaller, requestId: string): Promise<void> {
  // Most agents see every ticket: they need not be told which one it is.
  if (await deps.access.seesEverything(caller)) return;
  await demandAgent(deps, caller);
  const stored = await deps.reader.find(requestId);
  if (stored?.request.installationId !== caller.installation.id) return;
  await demandTicket(deps, caller, stored.request.ticket?.id ?? null, noSuchRequest);
}
