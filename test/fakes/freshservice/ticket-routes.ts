import { isoSeconds } from '../shared/clock.ts';
import { done, invalid, notFound } from './answers.ts';
import type { CallOutcome, FieldError } from './answers.ts';
import type { ApiCall, Route } from './api-call.ts';
import { linkedAssets } from './asset-routes.ts';
import { fullName } from './desk.ts';
import type { Desk } from './desk.ts';
import { pageOf, readPage, unknownParameters } from './paging.ts';
import type { Ticket } from './records.ts';
import { updateTicket } from './ticket-update.ts';
import { showTicket, visibleTicket } from './ticket-view.ts';

export const TICKET_ROUTES: readonly Route[] = [
  {
    name: 'view-ticket',
    method: 'GET',
    path: '/tickets/:id',
    group: 'view-ticket',
    scope: 'freshservice.tickets.view',
    handle: viewTicket,
  },
  {
    name: 'list-tickets',
    method: 'GET',
    path: '/tickets',
    group: 'list-tickets',
    scope: 'freshservice.tickets.view',
    handle: listTickets,
  },
  {
    name: 'update-ticket',
    method: 'PUT',
    path: '/tickets/:id',
    group: 'update-ticket',
    scope: 'freshservice.tickets.edit',
    handle: updateTicket,
  },
  {
    name: 'list-activities',
    method: 'GET',
    path: '/tickets/:id/activities',
    group: null,
    scope: 'freshservice.tickets.view',
    handle: listActivities,
  },
  {
    name: 'list-ticket-fields',
    method: 'GET',
    path: '/ticket_form_fields',
    group: null,
    scope: 'freshservice.tickets.view',
    handle: listFields,
  },
];

function viewTicket({ desk, id, url }: ApiCall): CallOutcome {
  const include = url.searchParams.get('include');
  const errors = unknownParameters(url.searchParams, ['include', 'workspace_id']);
  if (include !== null && include !== 'requester' && include !== 'assets') errors.push(badInclude());
  if (errors.length > 0) return invalid(errors);
  const ticket = visibleTicket(desk, id);
  if (ticket === null) return notFound();
  const shown = showTicket(ticket);
  if (include === 'assets') return done(200, { ticket: { ...shown, assets: linkedAssets(desk, id) } });
  return done(200, { ticket: include === null ? shown : { ...shown, requester: briefRequester(desk, ticket) } });
}

function badInclude(): FieldError {
  return { field: 'include', message: 'Only requester or assets can be included', code: 'invalid_value' };
}

function listTickets({ desk, url }: ApiCall): CallOutcome {
  const wish = readPage(url.searchParams, ['updated_since', 'requester_id', 'include', 'workspace_id']);
  if ('answer' in wish) return wish;
  const since = Date.parse(url.searchParams.get('updated_since') ?? '1970-01-01T00:00:00Z');
  const requesterId = url.searchParams.get('requester_id');
  if (Number.isNaN(since)) return invalid([{ field: 'updated_since', message: 'Not a time', code: 'invalid_value' }]);
  const withRequester = url.searchParams.get('include') === 'requester';
  const tickets = [...desk.tickets.values()]
    .filter((ticket) => !ticket.deleted && !ticket.spam && ticket.updatedAt >= since)
    .filter((ticket) => requesterId === null || String(ticket.requesterId) === requesterId)
    .toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
    .map((ticket) =>
      withRequester ? { ...showTicket(ticket), requester: briefRequester(desk, ticket) } : showTicket(ticket),
    );
  return { answer: pageOf('tickets', tickets, wish, url) };
}

function listActivities({ desk, id, url }: ApiCall): CallOutcome {
  const wish = readPage(url.searchParams, []);
  if ('answer' in wish) return wish;
  if (visibleTicket(desk, id) === null) return notFound();
  const activities = (desk.activities.get(id) ?? []).map((line) => ({
    actor: { id: line.actorId, name: line.actorName },
    content: line.content,
    sub_contents: [],
    created_at: isoSeconds(line.at),
  }));
  return { answer: pageOf('activities', activities, wish, url) };
}

function listFields({ desk, url }: ApiCall): CallOutcome {
  const errors = unknownParameters(url.searchParams, ['workspace_id']);
  if (errors.length > 0) return invalid(errors);
  const fields = desk.fields.map((field, index) => ({
    id: field.id,
    workspace_id: 2,
    name: field.name,
    label: field.label,
    description: field.label,
    field_type: field.kind,
    default_field: field.kind.startsWith('default_'),
    position: index + 1,
    required_for_closure: field.requiredForClosure,
    required_for_agents: false,
    required_for_customers: false,
    displayed_to_customers: false,
    customers_can_edit: false,
    choices: field.choices,
    nested_fields: [],
    sections: [],
  }));
  return done(200, { ticket_fields: fields });
}

function briefRequester(desk: Desk, ticket: Ticket): unknown {
  const requester = desk.requesters.get(ticket.requesterId) ?? desk.agents.get(ticket.requesterId);
  if (requester === undefined) return null;
  const { id, email, mobile, phone } = requester;
  return { id, name: fullName(requester), email, mobile, phone };
}
