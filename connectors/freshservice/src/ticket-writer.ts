import type { Answer } from '../../../core/ports/answer.ts';
import type { TicketWriter, TimeEntry } from '../../../core/ports/help-desk.ts';
import { invalid } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import { readText } from '../../shared/plain-text.ts';
import { sendAndPick } from './read-reply.ts';
import { isRecordId, notARecordId } from './record-id.ts';
import { timeEntryAnswer, writtenTicketAnswer } from './wire.ts';

/** Public sources disagree on the request's form; `flat` is that of the vendor's own description. */
export type TimeEntryForm = 'flat' | 'wrapped';

const LONGEST_VALUE_CHARS = 1000;
const LONGEST_NOTE_CHARS = 2000;
const MINUTE_MS = 60_000;
const LONGEST_TIME_MS = 1000 * 60 * MINUTE_MS;

export function createTicketWriter(send: Send, form: TimeEntryForm): TicketWriter {
  return {
    setStatus: async (ticketId, statusValue) => {
      if (!/^[1-9]\d{0,8}$/.test(statusValue)) return invalid('A Freshservice status is a whole number, such as 3.');
      return update(send, ticketId, { status: Number(statusValue) });
    },
    setField: async (ticketId, field, value) => {
      if (!/^[a-z]\w{0,127}$/i.test(field)) return invalid('This is not the name of a custom field.');
      return update(send, ticketId, { custom_fields: { [field]: readText(value, LONGEST_VALUE_CHARS) } });
    },
    addTimeEntry: (entry) => addTimeEntry(send, form, entry),
  };
}

/** Hours and minutes as `hh:mm`, a begun minute counted whole, never less than one. */
export function readTimeSpent(durationMs: number): string {
  const minutes = Math.max(1, Math.ceil(durationMs / MINUTE_MS));
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Only the named fields are sent: a list such as `assets` would replace what the ticket has. */
async function update(send: Send, ticketId: string, body: object): Promise<Answer<null>> {
  if (!isRecordId(ticketId)) return notARecordId('ticket');
  const call = { method: 'PUT', path: `tickets/${ticketId}`, body, operation: 'update-ticket' } as const;
  return sendAndPick(send, call, writtenTicketAnswer, () => null);
}

async function addTimeEntry(
  send: Send,
  form: TimeEntryForm,
  entry: TimeEntry,
): Promise<Answer<{ readonly entryId: string }>> {
  if (!isRecordId(entry.ticketId)) return notARecordId('ticket');
  if (!isRecordId(entry.agentId)) return notARecordId('agent');
  const isDuration = entry.durationMs >= 0 && entry.durationMs <= LONGEST_TIME_MS;
  const executedAt = new Date(entry.executedAt);
  if (!isDuration || Number.isNaN(executedAt.getTime()))
    return invalid('The time entry has no usable duration or date.');
  const fields = {
    agent_id: Number(entry.agentId),
    time_spent: readTimeSpent(entry.durationMs),
    executed_at: executedAt.toISOString(),
    note: readText(entry.note, LONGEST_NOTE_CHARS),
  };
  const body = form === 'flat' ? fields : { time_entry: fields };
  const call = { method: 'POST', path: `tickets/${entry.ticketId}/time_entries`, body, operation: 'other' } as const;
  return sendAndPick(send, call, timeEntryAnswer, ({ time_entry: made }) => ({ entryId: made.id }));
}
