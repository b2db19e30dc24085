import type { AgentRef, EpochMs, Outcome, Recipient } from '../session-request/values.ts';
import type { Status } from '../session-request/states.ts';
import type { Answer } from './answer.ts';
import type { Ticket } from './ticket.ts';

// What a help desk offers whose panel never speaks to this server: it reads copies that we keep in the help desk, and writes
// commands there that we fetch.

/** The copy of a request that panels, lists and reports of the help desk read. Our log stays the truth. */
export type RequestRecord = {
  /** The request's own id. */
  readonly key: string;
  readonly number: string;
  readonly ticketId: string;
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly recipient: Recipient;
  readonly language: string;
  readonly comment: string;
  /**
   * `agentId` counts where it is a user of the help desk, who else is found by his address, if one user alone has it; the name is shown in
   * any case.
   */
  readonly assignee: {
    readonly agentId: string | null;
    readonly email: string | null;
    readonly name: string;
    readonly queueName: string;
  };
  readonly scheduledAt: EpochMs | null;
  readonly expiresAt: EpochMs | null;
  readonly joinedAt: EpochMs | null;
  readonly allowedAt: EpochMs | null;
  readonly startedAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
  readonly sessions: { readonly count: number; readonly totalMs: number; readonly estimated: boolean };
  readonly joinUrl: string | null;
  readonly connectUrl: string | null;
  /** JSON of what an acting agent sees and may press; `viewVersion` tells panels whether they can read it. */
  readonly view: string;
  readonly viewVersion: number;
  readonly version: number;
  /** The same text for two states that nobody can tell apart but by their version. */
  readonly looks: string;
};

export type RequestRecords = {
  /**
   * Makes the record or brings it to this state, on the ticket it names. Idempotent; a state that looks like the one just written may be left out.
   * Sending states in order is the caller's care.
   */
  write(record: RequestRecord): Promise<Answer<null>>;
};

/** What an agent asked for in a panel. `agent` is proved by the platform, everything else is what his browser wrote. */
export type PanelCommand = {
  readonly recordId: string;
  readonly ticket: { readonly id: string; readonly number: string; readonly subject: string };
  /** The whole ticket as it came along, so that nobody need ask for it; null when it could not be read. */
  readonly seen: Ticket | null;
  /** Null for a request that is to be made. */
  readonly requestId: string | null;
  readonly type: string;
  /** The API's body without agent, commandId and type; undefined when it was no JSON. */
  readonly parameters: unknown;
  /** The panel's command id: the same twice is the same command. */
  readonly clientKey: string;
  readonly agent: AgentRef;
  readonly createdAt: EpochMs;
  /** The account it was made in; empty when it does not say. */
  readonly orgId: string;
};

export type CommandPage = {
  /** Not settled yet, the oldest first. The same one may come again until it is settled. */
  readonly commands: readonly PanelCommand[];
  /** Where the next poll starts. */
  readonly watermark: string;
  /** Record ids of commands that were deleted before they were settled. */
  readonly deleted: readonly string[];
  /** `slow`: most of the account's calls of the day are used up, so ask less often. */
  readonly pace: 'usual' | 'slow';
  /** There may be more: poll again at once. */
  readonly isFull: boolean;
  /** The help desk's clock when it answered: ages of commands are counted by it. */
  readonly now: EpochMs;
};

export type CommandResult = {
  readonly recordId: string;
  readonly result: 'done' | 'refused' | 'too-old';
  /** One sentence for the agent; empty when all went well. */
  readonly message: string;
  /** The request that was made or changed; null for none. */
  readonly requestId: string | null;
  readonly seenAt: EpochMs;
  readonly handledAt: EpochMs;
};

export type CommandInbox = {
  /** Commands of this account that wait, from a watermark on; null: from a day ago. */
  poll(since: string | null): Promise<Answer<CommandPage>>;
  /** Tells the panels what became of their commands. Idempotent; one that is gone counts as told. */
  settle(results: readonly CommandResult[]): Promise<Answer<null>>;
};

export type TicketChanges = {
  /** Which of these tickets were changed, closed, merged or deleted since a watermark; null: watch from now on. */
  changedSince(
    ticketIds: readonly string[],
    since: string | null,
  ): Promise<Answer<{ readonly ticketIds: readonly string[]; readonly watermark: string }>>;
  /** Which of these users are not active any more. Of one whom the help desk does not show nothing is said. */
  agentsLeft(agentIds: readonly string[]): Promise<Answer<readonly string[]>>;
};

/** Tells that there may be something to fetch, sooner than the next poll would. Never needed for anything to arrive. */
export type Doorbell = {
  /** Listens until it is stopped, through broken connections. `position` is where it had been before; null: from now on. */
  listen(options: {
    readonly position: string | null;
    /** Something may have happened. The position is to be kept for the next start. */
    readonly ring: (position: string | null) => void;
    /** Whether news is being heard; the sentence is for an admin. */
    readonly onState: (isListening: boolean, because: string) => void;
  }): { stop(): Promise<void> };
};

/** Which account it is that answers: a copy of it, such as a sandbox, has another id. */
export type AccountIdentity = { readonly accountId: string; readonly name: string; readonly isSandbox: boolean };

/** What the help desk says of one of its users. */
export type AgentStanding = {
  /** Null: there is no active user of this id. */
  readonly agent: AgentRef | null;
  /** Whether he holds the right of an agent in our app; null where it cannot be told. */
  readonly mayAct: boolean | null;
  /** Null: no ticket was asked about, or it cannot be told. */
  readonly seesTicket: boolean | null;
};
