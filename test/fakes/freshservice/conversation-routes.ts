import { isoSeconds } from '../shared/clock.ts';
import { done, invalid, notFound, refused } from './answers.ts';
import type { CallOutcome, FieldError } from './answers.ts';
import type { ApiCall, Route } from './api-call.ts';
import { checkFields } from './body-fields.ts';
import type { FieldRules } from './body-fields.ts';
import { draftConversation } from './desk.ts';
import type { Desk } from './desk.ts';
import { pageOf, readPage } from './paging.ts';
import { plainText } from './plain-text.ts';
import type { Conversation, SentMail, Ticket } from './records.ts';
import { sanitise } from './sanitiser.ts';
import { visibleTicket, writableTicket } from './ticket-view.ts';

const CREATE = 'freshservice.tickets.conversations.create';
const EDIT = 'freshservice.conversations.edit';
const VIEW = 'freshservice.conversations.view';

export const CONVERSATION_ROUTES: readonly Route[] = [
  { name: 'create-note', method: 'POST', path: '/tickets/:id/notes', group: null, scope: CREATE, handle: createNote },
  { name: 'create-reply', method: 'POST', path: '/tickets/:id/reply', group: null, scope: CREATE, handle: createReply },
  {
    name: 'list-conversations',
    method: 'GET',
    path: '/tickets/:id/conversations',
    group: null,
    scope: VIEW,
    handle: list,
  },
  { name: 'update-conversation', method: 'PUT', path: '/conversations/:id', group: null, scope: EDIT, handle: update },
  {
    name: 'delete-conversation',
    method: 'DELETE',
    path: '/conversations/:id',
    group: null,
    scope: EDIT,
    handle: remove,
  },
];

const NOTE: FieldRules = {
  body: { kind: 'text', required: true },
  private: { kind: 'flag' },
  incoming: { kind: 'flag' },
  user_id: { kind: 'number' },
  notify_emails: { kind: 'texts' },
};

function createNote({ desk, agent, id, body }: ApiCall): CallOutcome {
  const ticket = writableTicket(desk, id);
  if (ticket === null) return notFound();
  const errors = [...checkFields(body, NOTE), ...badAddresses('notify_emails', body), ...badUser(desk, body)];
  if (errors.length > 0) return invalid(errors);
  const from = {
    ticketId: id,
    userId: authorOf(body, agent.id),
    source: 2,
    incoming: body['incoming'] === true,
    private: body['private'] !== false,
    toEmails: textsOf(body, 'notify_emails'),
  } as const;
  const note = draftConversation(desk, from, String(body['body']));
  return done(201, { conversation: showConversation(note) }, (at) => store(desk, ticket, note, at));
}

const REPLY: FieldRules = {
  body: { kind: 'text', required: true },
  from_email: { kind: 'text' },
  user_id: { kind: 'number' },
  cc_emails: { kind: 'texts' },
  bcc_emails: { kind: 'texts' },
};

function createReply({ desk, agent, id, body }: ApiCall): CallOutcome {
  const ticket = writableTicket(desk, id);
  if (ticket === null) return notFound();
  const errors = [...checkFields(body, REPLY), ...badAddresses('cc_emails', body), ...badUser(desk, body)];
  const address = (desk.requesters.get(ticket.requesterId) ?? desk.agents.get(ticket.requesterId))?.email ?? null;
  if (address === null) errors.push({ field: 'email', message: 'The requester has no address', code: 'missing_field' });
  if (errors.length > 0 || address === null) return invalid(errors);
  const userId = authorOf(body, agent.id);
  const from = { ticketId: id, userId, source: 0, incoming: false, private: false, toEmails: [address] } as const;
  const reply = draftConversation(desk, from, String(body['body']));
  return done(201, { conversation: showConversation(reply) }, (at) => store(desk, ticket, reply, at));
}

/** Makes the conversation visible, sends what the desk sends for it, and marks the ticket as changed. */
export function store(desk: Desk, ticket: Ticket, conversation: Conversation, at: number): void {
  desk.entries.put(conversation, at);
  ticket.updatedAt = at;
  const kind: SentMail['kind'] = conversation.source === 0 ? 'reply' : 'note-notice';
  if (conversation.toEmails.length > 0) {
    desk.mails.push({ at, kind, ticketId: ticket.id, to: conversation.toEmails });
  }
  for (const listener of desk.conversationListeners) listener(ticket, conversation);
}

function list({ desk, id, url, asOf }: ApiCall): CallOutcome {
  const wish = readPage(url.searchParams, []);
  if ('answer' in wish) return wish;
  if (visibleTicket(desk, id) === null) return notFound();
  return { answer: pageOf('conversations', desk.entries.list(id, asOf).map(showConversation), wish, url) };
}

function update({ desk, id, body }: ApiCall): CallOutcome {
  const known = editable(desk, id);
  if ('answer' in known) return known;
  const errors = checkFields(body, { body: { kind: 'text', required: true } });
  if (errors.length > 0) return invalid(errors);
  const html = sanitise(String(body['body']));
  const after = { ...known, body: html, bodyText: plainText(html), updatedAt: desk.clock.now() };
  return done(200, { conversation: showConversation(after) }, (at) => desk.entries.put(after, at));
}

function remove({ desk, id }: ApiCall): CallOutcome {
  const known = editable(desk, id);
  if ('answer' in known) return known;
  return done(204, undefined, (at) => desk.entries.remove(id, at));
}

function editable(desk: Desk, id: number): Conversation | CallOutcome {
  const known = desk.entries.find(id);
  if (known === null || writableTicket(desk, known.ticketId) === null) return notFound();
  return known.source === 2 ? known : refused(403, 'access_denied', 'A reply that was sent cannot be changed.');
}

function authorOf(body: Readonly<Record<string, unknown>>, caller: number): number {
  return typeof body['user_id'] === 'number' ? body['user_id'] : caller;
}

function textsOf(body: Readonly<Record<string, unknown>>, field: string): string[] {
  const value = body[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function badAddresses(field: string, body: Readonly<Record<string, unknown>>): FieldError[] {
  const fine = textsOf(body, field).every((address) => /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address));
  return fine ? [] : [{ field, message: 'Not every entry is an e-mail address', code: 'invalid_value' }];
}

function badUser(desk: Desk, { user_id: id }: Readonly<Record<string, unknown>>): FieldError[] {
  const known = typeof id !== 'number' || desk.agents.has(id) || desk.requesters.has(id);
  return known ? [] : [{ field: 'user_id', message: 'There is no such person', code: 'invalid_value' }];
}

/** A conversation in the API's own form. */
export function showConversation(conversation: Conversation): Record<string, unknown> {
  return {
    id: conversation.id,
    ticket_id: conversation.ticketId,
    user_id: conversation.userId,
    source: conversation.source,
    incoming: conversation.incoming,
    private: conversation.private,
    body: conversation.body,
    body_text: conversation.bodyText,
    to_emails: conversation.toEmails,
    support_email: null,
    attachments: [],
    created_at: isoSeconds(conversation.createdAt),
    updated_at: isoSeconds(conversation.updatedAt),
  };
}
