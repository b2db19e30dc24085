import type { Actor, AgentRef, Assignee, Recipient, TicketRef } from '../../core/session-request/values.ts';

export const ANNA: AgentRef = { id: 'agent-anna', name: 'Anna Ng', email: 'anna@desk.example' };
export const BEN: AgentRef = { id: 'agent-ben', name: 'Ben Okafor', email: 'ben@desk.example' };

export const BY_ANNA: Actor = { kind: 'agent', agent: ANNA, proof: 'signed-in' };
export const BY_BEN: Actor = { kind: 'agent', agent: BEN, proof: 'signed-in' };
/** The help desk's app says it is Anna; she has not signed in here. */
export const BY_ANNA_ASSERTED: Actor = { kind: 'agent', agent: ANNA, proof: 'asserted' };
export const BY_RECIPIENT: Actor = { kind: 'recipient' };
export const BY_REMOTE_TOOL: Actor = { kind: 'remote-tool' };
export const BY_HELP_DESK: Actor = { kind: 'help-desk' };
export const BY_SYSTEM: Actor = { kind: 'system' };

export const MAY: Recipient = { name: 'May Lin', email: 'may@customer.example', phone: '+886912345678' };

export const TICKET: TicketRef = { id: '42', number: 'INC-42', subject: 'Printer prints nothing' };
export const OTHER_TICKET: TicketRef = { id: '43', number: 'INC-43', subject: 'Printers of the second floor' };

export const UNASSIGNED: Assignee = { kind: 'unassigned' };
export const NETWORK_QUEUE: Assignee = { kind: 'queue', queueId: 'queue-network', name: 'Network' };

export function assignedTo(agent: AgentRef, queueId: string | null = null): Assignee {
  return { kind: 'agent', agent, queueId };
}

export const MAYS_ADDRESS = '123456789';
export const OTHER_ADDRESS = '987654321';
