import type { HelpDesk, TimelineEntry } from '../../core/ports/help-desk.ts';

/** An entry of the ticket's timeline as its readers see it. */
export type SeenEntry = { readonly id: string; readonly text: string; readonly isPrivate: boolean };

/**
 * What befalls the next call that writes. `lost`: done, but the answer never arrives. `failed-after`, `failed-before`: the help desk
 * answers with a fault of its own, and had or had not done it. `unreadable`: done, with an answer nobody can read. `limited`: refused for now.
 */
export type Mishap = 'lost' | 'failed-after' | 'failed-before' | 'unreadable' | 'limited';

/** An adapter and the help desk it speaks to, with what the contract must see and do there as a person would. */
export type HelpDeskWorld = {
  readonly desk: HelpDesk;
  /** The help desk's clock. */
  readonly now: () => number;
  /** An open ticket that has a requester with an address, and an agent. */
  readonly ticket: {
    readonly id: string;
    readonly number: string;
    readonly subject: string;
    readonly requesterEmail: string;
    readonly agentId: string;
    readonly agentName: string;
  };
  readonly agents: {
    readonly ofEverything: { readonly id: string; readonly email: string };
    readonly ofGroups: { readonly id: string; readonly groupIds: readonly string[] };
    readonly ofOwnTickets: { readonly id: string };
    readonly leaver: { readonly id: string; readonly email: string };
  };
  /** Ids in the help desk's own form that belong to nothing. */
  readonly unusedIds: { readonly ticket: string; readonly agent: string; readonly entry: string };
  /** Values the help desk takes for a ticket, other than the present ones, and one it refuses. */
  readonly statusValue: string;
  readonly refusedStatusValue: string;
  readonly field: string;
  readonly entries: (ticketId: string) => Promise<readonly SeenEntry[]>;
  /** Another agent writes this text into the timeline. */
  readonly someoneWrites: (ticketId: string, text: string) => Promise<void>;
  /** The requester answers by mail. */
  readonly requesterAnswers: (ticketId: string, text: string) => Promise<void>;
  readonly closeTicket: (ticketId: string) => Promise<void>;
  readonly deleteTicket: (ticketId: string) => Promise<void>;
  readonly unassign: (ticketId: string) => Promise<void>;
  readonly statusOf: (ticketId: string) => Promise<string>;
  readonly fieldOf: (ticketId: string) => Promise<unknown>;
  readonly minutesBooked: (ticketId: string) => Promise<readonly number[]>;
  /** Addresses that were told of entries. */
  readonly notified: (ticketId: string) => Promise<readonly string[]>;
  /** Links a device to the ticket that has this in the field for addresses. */
  readonly linkAsset: (ticketId: string, asset: { readonly name: string; readonly address: string }) => Promise<void>;
  /** From now on no device is shown to us. */
  readonly hideAssets: () => Promise<void>;
  readonly befall: (mishap: Mishap) => Promise<void>;
  /** From now on the credentials are refused. */
  readonly refuseCredentials: () => Promise<void>;
  /** From now on nothing listens at the help desk's address. */
  readonly goAway: () => Promise<void>;
  readonly callsSoFar: () => Promise<number>;
};

/** In what help desks differ, and what the contract asks of them instead. */
export type HelpDeskTraits = {
  /** The same entry can be written twice. Otherwise the second one is found to be there already. */
  readonly copies: boolean;
  readonly timeEntries: boolean;
};

/** The world of the test that runs. */
export type Here = () => HelpDeskWorld;

/** A private entry without links, made different by `parts`. */
export function anEntry(ticketId: string, parts: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    ticketId,
    marker: 'RS-000123-07-K7QX',
    paragraphs: ['Mara Lindqvist asked Hannah Osei for a session.'],
    links: [],
    visibility: 'private',
    notify: [],
    ...parts,
  };
}
