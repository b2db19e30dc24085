import type { AgentRef, EpochMs, TicketRef } from '../session-request/values.ts';

/** Somebody a request could be sent to, as the ticket names them. */
export type TicketContact = {
  readonly role: 'requester' | 'requested-for';
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** BCP 47 tag, when the help desk knows one. */
  readonly language: string | null;
};

/** A device that a ticket is about, as the help desk's book of devices has it. */
export type TicketAsset = {
  readonly name: string;
  /** What stands in the field for its address at the remote tool, as somebody wrote it there. */
  readonly address: string;
};

export type Ticket = TicketRef & {
  readonly state: 'open' | 'closed' | 'deleted';
  /** The help desk's own status value, as it must be written back; null when it has none. */
  readonly statusValue: string | null;
  readonly contacts: readonly TicketContact[];
  readonly agent: AgentRef | null;
  readonly groupId: string | null;
  /** Id of the ticket this one was merged into; null when it was not, or the help desk does not tell. */
  readonly mergedInto: string | null;
  /** The address that e-mail replies to this ticket go to; null when the help desk does not tell. */
  readonly replyTo: string | null;
  readonly updatedAt: EpochMs;
};
