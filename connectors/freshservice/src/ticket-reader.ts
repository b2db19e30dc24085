import type { Answer } from '../../../core/ports/answer.ts';
import type { TicketReader } from '../../../core/ports/help-desk.ts';
import type { Ticket, TicketContact } from '../../../core/ports/ticket.ts';
import type { AgentRef } from '../../../core/session-request/values.ts';
import { readScope } from './agent-scope.ts';
import { done, invalid } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import { findMergedInto } from './merged-into.ts';
import { readAgent, readContact } from './people.ts';
import { readEmail } from '../../shared/plain-text.ts';
import type { Plan } from './plan-limits.ts';
import { sendAndPick } from './read-reply.ts';
import { isRecordId, notARecordId } from './record-id.ts';
import { readTicket } from './ticket.ts';
import { findAssets } from './ticket-assets.ts';
import type { WireAgent, WirePerson, WireTicket } from './wire.ts';
import { agentAnswer, agentsAnswer, requesterAnswer, ticketAnswer } from './wire.ts';

/** `assetField`: the field of assets that holds an address at the remote tool; null for none. */
export function createTicketReader(send: Send, plan: Plan, assetField: string | null): TicketReader {
  return {
    tellsReplyTo: true,
    findTicket: async (ticketId) => {
      if (!isRecordId(ticketId)) return notARecordId('ticket');
      const answer = await fetchTicket(send, ticketId);
      return answer.kind === 'done' ? completed(send, answer.value) : answer;
    },
    findAssets: (ticketId) => findAssets(send, ticketId, assetField),
    findAgent: async (agentId) => {
      if (!isRecordId(agentId)) return notARecordId('agent');
      return orNull(await fetchAgent(send, agentId, readAgent), ['not-found']);
    },
    findAgentByEmail: (email) => findAgentByEmail(send, email),
    findAgentScope: async (agentId) => {
      if (!isRecordId(agentId)) return notARecordId('agent');
      return orNull(await fetchAgent(send, agentId, (agent) => readScope(agent, plan)), ['not-found']);
    },
  };
}

async function completed(send: Send, wire: WireTicket): Promise<Answer<Ticket>> {
  const [requester, requestedFor, agent, mergedInto] = await Promise.all([
    findRequester(send, wire),
    findRequestedFor(send, wire),
    findResponder(send, wire),
    findMergedInto(send, wire),
  ]);
  if (requester.kind !== 'done') return requester;
  if (requestedFor.kind !== 'done') return requestedFor;
  if (agent.kind !== 'done') return agent;
  const contacts = [requester.value, requestedFor.value].filter((contact) => contact !== null);
  return done(readTicket(wire, contacts, { agent: agent.value, mergedInto }));
}

/** The embedded record names the requester; only the record of its own knows the language. */
async function findRequester(send: Send, wire: WireTicket): Promise<Answer<TicketContact | null>> {
  const embedded = wire.requester === null ? null : readContact('requester', wire.requester);
  if (wire.requester_id === null || (embedded !== null && embedded.language !== null)) return done(embedded);
  if (embedded === null) return findContact(send, 'requester', wire.requester_id);
  const record = await fetchRequester(send, wire.requester_id, 'optional');
  const language = record.kind === 'done' ? (readContact('requester', record.value)?.language ?? null) : null;
  return done({ ...embedded, language });
}

async function findRequestedFor(send: Send, wire: WireTicket): Promise<Answer<TicketContact | null>> {
  const { requested_for_id: id, requester_id: requesterId } = wire;
  return id === null || id === requesterId ? done(null) : findContact(send, 'requested-for', id);
}

/** Null when the record is gone or not shown to us: a ticket with one contact less is still a ticket. */
async function findContact(send: Send, role: TicketContact['role'], id: string): Promise<Answer<TicketContact | null>> {
  const answer = orNull(await fetchRequester(send, id, 'wanted'), ['not-found', 'not-permitted']);
  if (answer.kind !== 'done') return answer;
  return done(answer.value === null ? null : readContact(role, answer.value));
}

/** Reading agents needs a right that many accounts do not give away; `verify` tells the admin. */
async function findResponder(send: Send, wire: WireTicket): Promise<Answer<AgentRef | null>> {
  if (wire.responder_id === null) return done(null);
  return orNull(await fetchAgent(send, wire.responder_id, readAgent), ['not-found', 'not-permitted']);
}

function fetchTicket(send: Send, ticketId: string): Promise<Answer<WireTicket>> {
  const call = {
    method: 'GET',
    path: `tickets/${ticketId}?include=requester`,
    operation: 'view-ticket',
    credits: 2,
  } as const;
  return sendAndPick(send, call, ticketAnswer, ({ ticket }) => ticket);
}

function fetchRequester(send: Send, id: string, urgency: 'wanted' | 'optional'): Promise<Answer<WirePerson>> {
  const call = { method: 'GET', path: `requesters/${id}`, operation: 'other', urgency } as const;
  return sendAndPick(send, call, requesterAnswer, ({ requester }) => requester);
}

function fetchAgent<Value>(send: Send, id: string, read: (agent: WireAgent) => Value): Promise<Answer<Value | null>> {
  const call = { method: 'GET', path: `agents/${id}`, operation: 'other' } as const;
  return sendAndPick(send, call, agentAnswer, ({ agent }) => (agent.active ? read(agent) : null));
}

async function findAgentByEmail(send: Send, email: string): Promise<Answer<AgentRef | null>> {
  const address = readEmail(email)?.toLowerCase();
  if (address === undefined) return invalid('This is not a mail address.');
  const call = { method: 'GET', path: `agents?email=${encodeURIComponent(address)}`, operation: 'list' } as const;
  return sendAndPick(send, call, agentsAnswer, ({ agents }) => {
    // An answer to another question than ours would hand somebody else's tickets out.
    const agent = agents.find((each) => each.active && readEmail(each.email)?.toLowerCase() === address);
    return agent === undefined ? null : readAgent(agent);
  });
}

function orNull<Value>(answer: Answer<Value>, codes: readonly string[]): Answer<Value | null> {
  return answer.kind === 'not-done' && codes.includes(answer.because.code) ? done(null) : answer;
}
