import type { AdjustableClock } from '../shared/clock.ts';
import { entryHistory } from './entry-history.ts';
import type { EntryHistory } from './entry-history.ts';
import { plainText } from './plain-text.ts';
import type {
  AccessToken,
  Activity,
  Agent,
  Asset,
  Conversation,
  FormField,
  Requester,
  SentMail,
  Ticket,
  TimeEntry,
} from './records.ts';
import { sanitise } from './sanitiser.ts';

/** How the desk behaves where accounts and plans differ. */
export type DeskSettings = {
  /** A deleted ticket is answered with 404, or shown with `deleted: true`. */
  deletedTickets: '404' | 'flagged';
  /** Public sources disagree on how a time entry is sent; the other form is refused. */
  timeEntryShape: 'flat' | 'wrapped';
  /** `hidden`: the key's role may not view them. `itam`: a newer account, which has no such paths. */
  assets: 'shown' | 'hidden' | 'itam';
};

/** The whole state of the pretended account. */
export type Desk = {
  readonly clock: AdjustableClock;
  readonly settings: DeskSettings;
  readonly domain: string;
  readonly tickets: Map<number, Ticket>;
  readonly agents: Map<number, Agent>;
  readonly requesters: Map<number, Requester>;
  readonly tokens: Map<string, AccessToken>;
  readonly fields: FormField[];
  readonly assets: Map<number, Asset>;
  readonly entries: EntryHistory;
  readonly timeEntries: TimeEntry[];
  readonly activities: Map<number, Activity[]>;
  readonly mails: SentMail[];
  /** Writes whose effect nobody can see yet. */
  readonly late: LateWrite[];
  /** Called after every change of a ticket's own fields, whoever made it. */
  readonly listeners: ChangeListener[];
  /** Called whenever a note, a reply or a requester's mail becomes visible. */
  readonly conversationListeners: ConversationListener[];
  nextId(): number;
};

/** What changed: field name as the API has it, value before, value after. */
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;
export type ChangeListener = (ticket: Ticket, actorId: number, changes: Changes) => void;
export type ConversationListener = (ticket: Ticket, conversation: Conversation) => void;

export type LateWrite = { readonly dueAt: number; commit(at: number): void };

/** An empty account. */
export function createDesk(clock: AdjustableClock, domain: string): Desk {
  let lastId = 27_000_100_000;
  return {
    clock,
    settings: { deletedTickets: '404', timeEntryShape: 'flat', assets: 'shown' },
    domain,
    tickets: new Map(),
    agents: new Map(),
    requesters: new Map(),
    tokens: new Map(),
    fields: [],
    assets: new Map(),
    entries: entryHistory(),
    timeEntries: [],
    activities: new Map(),
    mails: [],
    late: [],
    listeners: [],
    conversationListeners: [],
    nextId() {
      lastId += 1;
      return lastId;
    },
  };
}

/** Makes every late write visible whose time has come. Called before anything is read. */
export function settleLateWrites(desk: Desk): void {
  const now = desk.clock.now();
  const due = desk.late.filter((write) => write.dueAt <= now).toSorted((a, b) => a.dueAt - b.dueAt);
  if (due.length === 0) return;
  const waiting = desk.late.filter((write) => write.dueAt > now);
  desk.late.splice(0, desk.late.length, ...waiting);
  for (const write of due) write.commit(write.dueAt);
}

/** A conversation as the desk would store it: the HTML cleaned, the text computed. It is not visible before `entries.put`. */
export function draftConversation(
  desk: Desk,
  from: Pick<Conversation, 'ticketId' | 'userId' | 'source' | 'incoming' | 'private' | 'toEmails'>,
  html: string,
): Conversation {
  const body = sanitise(html);
  const now = desk.clock.now();
  return { id: desk.nextId(), ...from, body, bodyText: plainText(body), createdAt: now, updatedAt: now };
}

/** `INC-1042`: how people name the ticket. */
export function ticketNumber(ticket: Ticket): string {
  return `${ticket.type === 'Incident' ? 'INC' : 'SR'}-${String(ticket.id)}`;
}

/** Adds a line to what the ticket's activities tell. */
export function noteActivity(desk: Desk, ticketId: number, actorId: number, content: string): void {
  const actor = desk.agents.get(actorId) ?? desk.requesters.get(actorId);
  const actorName = actor === undefined ? 'System' : fullName(actor);
  const lines = desk.activities.get(ticketId) ?? [];
  lines.push({ actorId, actorName, content, at: desk.clock.now() });
  desk.activities.set(ticketId, lines);
}

export function fullName(person: { readonly firstName: string; readonly lastName: string | null }): string {
  return person.lastName === null ? person.firstName : `${person.firstName} ${person.lastName}`;
}
