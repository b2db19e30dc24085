import { isoSeconds } from '../shared/clock.ts';
import { done, invalid, notFound } from './answers.ts';
import type { CallOutcome } from './answers.ts';
import type { ApiCall, Route } from './api-call.ts';
import { checkFields, isObject } from './body-fields.ts';
import type { FieldRules } from './body-fields.ts';
import { pageOf, readPage } from './paging.ts';
import type { TimeEntry } from './records.ts';
import { visibleTicket, writableTicket } from './ticket-view.ts';

const PATH = '/tickets/:id/time_entries';
const CREATE = 'freshservice.tickets.time_entries.create';
const VIEW = 'freshservice.tickets.time_entries.view';

export const TIME_ENTRY_ROUTES: readonly Route[] = [
  { name: 'create-time-entry', method: 'POST', path: PATH, group: null, scope: CREATE, handle: create },
  { name: 'list-time-entries', method: 'GET', path: PATH, group: null, scope: VIEW, handle: list },
];

const RULES: FieldRules = {
  agent_id: { kind: 'number', required: true },
  time_spent: { kind: 'text', required: true },
  note: { kind: 'text' },
  billable: { kind: 'flag' },
  executed_at: { kind: 'moment' },
  task_id: { kind: 'number-or-null' },
};

function create({ desk, id, body }: ApiCall): CallOutcome {
  if (writableTicket(desk, id) === null) return notFound();
  const wrapped = desk.settings.timeEntryShape === 'wrapped';
  const rules: FieldRules = wrapped ? { time_entry: { kind: 'object', required: true } } : RULES;
  const inner = wrapped && isObject(body['time_entry']) ? body['time_entry'] : body;
  const errors = checkFields(body, rules);
  if (wrapped && errors.length === 0) errors.push(...checkFields(inner, RULES));
  if (errors.length > 0) return invalid(errors);
  const { agent_id: agentId, time_spent: timeSpent, executed_at: executedAt, task_id: taskId } = inner;
  if (typeof agentId !== 'number' || !desk.agents.has(agentId)) {
    return invalid([{ field: 'agent_id', message: 'There is no such agent', code: 'invalid_value' }]);
  }
  if (typeof timeSpent !== 'string' || !/^\d{2,3}:[0-5]\d$/.test(timeSpent)) {
    return invalid([{ field: 'time_spent', message: 'The time must look like hh:mm', code: 'invalid_value' }]);
  }
  const now = desk.clock.now();
  const entry: TimeEntry = {
    id: desk.nextId(),
    ticketId: id,
    agentId,
    timeSpent,
    note: typeof inner['note'] === 'string' ? inner['note'] : '',
    billable: inner['billable'] !== false,
    executedAt: typeof executedAt === 'string' ? Date.parse(executedAt) : now,
    taskId: typeof taskId === 'number' ? taskId : null,
    createdAt: now,
  };
  return done(201, { time_entry: showTimeEntry(entry) }, () => desk.timeEntries.push(entry));
}

function list({ desk, id, url }: ApiCall): CallOutcome {
  const wish = readPage(url.searchParams, []);
  if ('answer' in wish) return wish;
  if (visibleTicket(desk, id) === null) return notFound();
  const entries = desk.timeEntries.filter((entry) => entry.ticketId === id).map(showTimeEntry);
  return { answer: pageOf('time_entries', entries, wish, url) };
}

function showTimeEntry(entry: TimeEntry): Record<string, unknown> {
  return {
    id: entry.id,
    agent_id: entry.agentId,
    time_spent: entry.timeSpent,
    note: entry.note,
    billable: entry.billable,
    timer_running: false,
    start_time: isoSeconds(entry.executedAt),
    executed_at: isoSeconds(entry.executedAt),
    task_id: entry.taskId,
    created_at: isoSeconds(entry.createdAt),
    updated_at: isoSeconds(entry.createdAt),
  };
}
