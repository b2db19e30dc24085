import { done, invalid, notFound } from './answers.ts';
import type { CallOutcome, FieldError } from './answers.ts';
import type { ApiCall } from './api-call.ts';
import { checkFields, isObject } from './body-fields.ts';
import type { FieldRules } from './body-fields.ts';
import { noteActivity } from './desk.ts';
import type { Changes, Desk } from './desk.ts';
import type { FormField, Ticket } from './records.ts';
import { sanitise } from './sanitiser.ts';
import { showTicket, writableTicket } from './ticket-view.ts';

const RULES: FieldRules = {
  subject: { kind: 'text' },
  description: { kind: 'text' },
  status: { kind: 'number' },
  priority: { kind: 'number' },
  urgency: { kind: 'number' },
  impact: { kind: 'number' },
  responder_id: { kind: 'number-or-null' },
  group_id: { kind: 'number-or-null' },
  requester_id: { kind: 'number' },
  tags: { kind: 'texts' },
  custom_fields: { kind: 'object' },
  workspace_id: { kind: 'number' },
};

const LONGEST_TEXT = 255;
const RESOLVED = 4;
const CLOSED = 5;

/** PUT /tickets/{id}: changes the fields given, refuses unknown ones and values that the form does not offer. */
export function updateTicket({ desk, agent, id, body }: ApiCall): CallOutcome {
  const ticket = writableTicket(desk, id);
  if (ticket === null) return notFound();
  const errors = [...checkFields(body, RULES), ...checkValues(desk, ticket, body)];
  if (errors.length > 0) return invalid(errors);
  const changes = changesOf(body);
  const after = { ...ticket, ...changes, customFields: { ...ticket.customFields, ...changes.customFields } };
  return done(200, { ticket: showTicket({ ...after, updatedAt: desk.clock.now() }) }, (at) => {
    applyChanges(desk, ticket, changes, agent.id, at);
  });
}

export type TicketChanges = Partial<
  Pick<Ticket, 'subject' | 'description' | 'status' | 'priority' | 'urgency' | 'impact' | 'responderId' | 'groupId'> &
    Pick<Ticket, 'requesterId' | 'tags' | 'workspaceId' | 'customFields'>
>;

/** Writes the changes into the ticket, tells of them in its activities, and announces them. */
export function applyChanges(desk: Desk, ticket: Ticket, changes: TicketChanges, actorId: number, at: number): void {
  const before = { ...ticket };
  const customFields = { ...ticket.customFields, ...changes.customFields };
  if (changes.status !== undefined && changes.status !== ticket.status) {
    noteActivity(desk, ticket.id, actorId, `set Status as ${statusName(desk, changes.status) ?? 'unknown'}`);
  }
  Object.assign(ticket, changes, { customFields, updatedAt: at });
  announce(desk, before, ticket, actorId);
}

const WATCHED = {
  subject: 'subject',
  status: 'status',
  priority: 'priority',
  responderId: 'responder_id',
  requesterId: 'requester_id',
  groupId: 'group_id',
  deleted: 'deleted',
  spam: 'spam',
} as const satisfies Partial<Record<keyof Ticket, string>>;

/** Tells the listeners which of the watched fields and custom fields differ; silent when none does. */
export function announce(desk: Desk, before: Ticket, after: Ticket, actorId: number): void {
  const names: (keyof typeof WATCHED)[] = [
    'subject',
    'status',
    'priority',
    'responderId',
    'requesterId',
    'groupId',
    'deleted',
    'spam',
  ];
  const own = names.filter((name) => before[name] !== after[name]);
  const custom = Object.keys(after.customFields).filter(
    (name) => before.customFields[name] !== after.customFields[name],
  );
  const changes: Changes = Object.fromEntries([
    ...own.map((name) => [WATCHED[name], [before[name], after[name]]] as const),
    ...custom.map((name) => [name, [before.customFields[name], after.customFields[name]]] as const),
  ]);
  if (Object.keys(changes).length === 0) return;
  for (const listener of desk.listeners) listener(after, actorId, changes);
}

function changesOf(body: Readonly<Record<string, unknown>>): TicketChanges {
  const names: Readonly<Record<string, string>> = {
    responder_id: 'responderId',
    group_id: 'groupId',
    requester_id: 'requesterId',
    workspace_id: 'workspaceId',
    custom_fields: 'customFields',
  };
  const entries = Object.entries(body).map(([name, value]) => [names[name] ?? name, value]);
  const changes: TicketChanges = Object.fromEntries(entries);
  return changes.description === undefined ? changes : { ...changes, description: sanitise(changes.description) };
}

function checkValues(desk: Desk, ticket: Ticket, body: Readonly<Record<string, unknown>>): FieldError[] {
  const errors: FieldError[] = [];
  const { status, priority, responder_id: responderId, custom_fields: custom } = body;
  if (typeof status === 'number' && statusName(desk, status) === null) errors.push(badValue('status'));
  if (typeof priority === 'number' && (priority < 1 || priority > 4)) errors.push(badValue('priority'));
  if (typeof responderId === 'number' && !desk.agents.has(responderId)) errors.push(badValue('responder_id'));
  if (typeof body['requester_id'] === 'number' && !isPerson(desk, body['requester_id']))
    errors.push(badValue('requester_id'));
  if (typeof body['subject'] === 'string' && !isTitle(body['subject'])) errors.push(badValue('subject'));
  const values = isObject(custom) ? custom : {};
  for (const [name, value] of Object.entries(values)) errors.push(...checkCustom(desk, name, value));
  if (status === RESOLVED || status === CLOSED)
    errors.push(...missingForClosure(desk, { ...ticket.customFields, ...values }));
  return errors;
}

function isPerson(desk: Desk, id: number): boolean {
  return desk.requesters.has(id) || desk.agents.has(id);
}

function isTitle(subject: string): boolean {
  return subject.trim() !== '' && subject.length <= LONGEST_TEXT;
}

function checkCustom(desk: Desk, name: string, value: unknown): FieldError[] {
  const field = desk.fields.find((one) => one.name === name && one.kind.startsWith('custom_'));
  const path = `custom_fields.${name}`;
  if (field === undefined) return [{ field: path, message: 'This field is not known here', code: 'invalid_field' }];
  if (value === null) return [];
  if (typeof value !== valueType(field))
    return [{ field: path, message: 'The value is of the wrong kind', code: 'datatype_mismatch' }];
  if (typeof value !== 'string') return [];
  const fits =
    field.kind === 'custom_dropdown'
      ? field.choices.some((choice) => choice.value === value)
      : value.length <= LONGEST_TEXT;
  return fits ? [] : [badValue(path)];
}

function valueType(field: FormField): 'string' | 'number' | 'boolean' {
  if (field.kind === 'custom_number') return 'number';
  return field.kind === 'custom_checkbox' ? 'boolean' : 'string';
}

function missingForClosure(desk: Desk, values: Readonly<Record<string, unknown>>): FieldError[] {
  return desk.fields
    .filter((field) => field.requiredForClosure && (values[field.name] ?? '') === '')
    .map(({ name }) => ({ field: name, message: 'This field is needed to close the ticket', code: 'missing_field' }));
}

function badValue(field: string): FieldError {
  return { field, message: 'This value is not accepted', code: 'invalid_value' };
}

/** The name of a status value, custom ones included; null when there is none. */
export function statusName(desk: Desk, status: number): string | null {
  const field = desk.fields.find((one) => one.kind === 'default_status');
  return field?.choices.find((choice) => choice.id === status)?.value ?? null;
}
