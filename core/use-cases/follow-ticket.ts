import type { Answer } from '../ports/answer.ts';
import type { HelpDesks } from '../ports/help-desk.ts';
import type { Ticket } from '../ports/ticket.ts';
import type { StoredRequest, TicketSeen } from '../ports/stores.ts';
import type { SessionRequestCommand } from '../session-request/commands.ts';
import type { SessionRequest } from '../session-request/states.ts';
import type { AgentRef, EpochMs } from '../session-request/values.ts';
import { commandRequest } from './command-request.ts';
import type { CorePorts } from './core-ports.ts';

const HELP_DESK = { kind: 'help-desk' } as const;

type Fetched = { readonly ticket: Ticket; readonly mergedInto: Ticket | null } | 'deleted';
type FollowCommand = Exclude<SessionRequestCommand, { type: 'create-request' }>;

/**
 * Brings the requests of a ticket in line with the ticket, after a hint that it changed. The hint is not believed: the ticket is
 * fetched. The same hint twice does nothing the second time. Returns what the help desk answered when it could not be read.
 */
export async function followTicket(
  ports: CorePorts & { readonly helpDesks: HelpDesks },
  installationId: string,
  ticketId: string,
): Promise<Answer<null>> {
  const recall = () => ports.unitOfWork.run((stores) => stores.tickets.recall(installationId, ticketId));
  const requests = await ports.unitOfWork.run((stores) => stores.requests.activeOfTicket(installationId, ticketId));
  // A ticket that nobody ever opened a panel on is none of our business.
  if (requests.length === 0 && (await recall()) === null) return { kind: 'done', value: null };
  const seenAt = ports.clock.now();
  const seen = await fetchTicket(ports.helpDesks, installationId, ticketId);
  if (seen.kind !== 'done') return seen;
  const before = await recall();
  const remember = async (looked: TicketSeen | null): Promise<void> => {
    if (looked === null) return;
    await ports.unitOfWork.run((stores) => stores.tickets.remember(installationId, ticketId, looked));
  };
  // Before its requests close: whoever watches them is told in the same news why, and watches no longer.
  if (seen.value === 'deleted') await remember(deletedTicket(before, seenAt));
  const isOurs = await isOurOwnStatus(ports, installationId, requests, seen.value);
  for (const { request } of requests) {
    for (const command of commandsFor(request, seen.value, { before, isOurs })) {
      await commandRequest(ports, {
        requestId: request.id,
        command,
        person: null,
        installationId,
        expectedVersion: null,
        envelope: null,
      });
    }
  }
  // After its requests follow: a closing that was remembered too soon would count as known.
  if (seen.value !== 'deleted') await remember(seenTicket(seen.value.ticket, seenAt));
  return { kind: 'done', value: null };
}

/** What is remembered of a ticket that was looked at. */
export function seenTicket(ticket: Ticket, seenAt: EpochMs): TicketSeen {
  const { number, subject, state, contacts, agent, groupId } = ticket;
  return { number, subject, state, contacts, agent, groupId, seenAt };
}

function deletedTicket(before: TicketSeen | null, seenAt: EpochMs): TicketSeen | null {
  return before === null ? null : { ...before, state: 'deleted', seenAt };
}

async function fetchTicket(helpDesks: HelpDesks, installationId: string, ticketId: string): Promise<Answer<Fetched>> {
  const desk = await helpDesks.of(installationId);
  if (desk === null) {
    const because = { code: 'not-configured', message: 'The help desk is not connected.' } as const;
    return { kind: 'not-done', retry: { when: 'after-reconnect' }, because };
  }
  const found = await desk.tickets.findTicket(ticketId);
  if (found.kind === 'not-done' && found.because.code === 'not-found') return { kind: 'done', value: 'deleted' };
  if (found.kind !== 'done') return found;
  if (found.value.mergedInto === null) {
    return {
      kind: 'done',
      value: found.value.state === 'deleted' ? 'deleted' : { ticket: found.value, mergedInto: null },
    };
  }
  const into = await desk.tickets.findTicket(found.value.mergedInto);
  const isOutOfReach = into.kind === 'not-done' && into.retry.when === 'never';
  // Nothing to go to: then it is a ticket that was closed.
  if (isOutOfReach || (into.kind === 'done' && into.value.state === 'deleted')) {
    return { kind: 'done', value: { ticket: found.value, mergedInto: null } };
  }
  if (into.kind !== 'done') return into;
  return { kind: 'done', value: { ticket: found.value, mergedInto: into.value } };
}

/** Whether the ticket is closed because we wrote one of its requests' status into it, as the installation wants: that asks nothing of them. */
async function isOurOwnStatus(
  { unitOfWork }: CorePorts,
  installationId: string,
  requests: readonly StoredRequest[],
  seen: Fetched,
): Promise<boolean> {
  if (seen === 'deleted' || seen.ticket.state !== 'closed' || seen.ticket.statusValue === null) return false;
  const installation = await unitOfWork.run((stores) => stores.installations.find(installationId));
  const written: Readonly<Record<string, string>> = installation?.settings.ticketStatusOn ?? {};
  return requests.some(({ request }) => written[request.status] === seen.ticket.statusValue);
}

/** What the ticket's state asks of one of its requests. `decide` refuses what does not apply. */
function commandsFor(
  request: SessionRequest,
  seen: Fetched,
  { before, isOurs }: { readonly before: TicketSeen | null; readonly isOurs: boolean },
): FollowCommand[] {
  if (seen === 'deleted') return [{ type: 'follow-ticket-deleted', actor: HELP_DESK }];
  if (seen.mergedInto !== null) {
    const { id, number, subject } = seen.mergedInto;
    return [{ type: 'follow-ticket-merge', actor: HELP_DESK, into: { id, number, subject } }];
  }
  const commands: FollowCommand[] = [];
  // Only the closing itself counts: whoever pressed "keep open" is not asked again by every later change of the closed ticket.
  if (seen.ticket.state === 'closed') {
    if (before?.state !== 'closed' && !isOurs) commands.push({ type: 'follow-ticket-closed', actor: HELP_DESK });
  } else if (request.ticketClosedAt !== null) {
    commands.push({ type: 'keep-open', actor: HELP_DESK });
  }
  const from = sharedAgent(before?.agent ?? null, request);
  if (from !== null && sharedAgent(seen.ticket.agent, request) === null) {
    commands.push({ type: 'follow-ticket-reassigned', actor: HELP_DESK, from, to: seen.ticket.agent });
  }
  return commands;
}

/** The request's agent, if the ticket had the same one when it was last seen. One person may have an id here and another there. */
function sharedAgent(ticketAgent: AgentRef | null, request: SessionRequest): AgentRef | null {
  if (request.assignee.kind !== 'agent' || ticketAgent === null) return null;
  const { agent } = request.assignee;
  const sameMail = agent.email !== null && agent.email.toLowerCase() === ticketAgent.email?.toLowerCase();
  return agent.id === ticketAgent.id || sameMail ? agent : null;
}
