import { z } from 'zod';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { STATUSES } from '../../../core/session-request/states.ts';
import { TIMELINE_TABLE } from './timeline-table.ts';

/** Our own JSON: the type is checked, the data of each type is what the core wrote. */
const event = z.custom<SessionRequestEvent>(
  (value) => typeof value === 'object' && value !== null && 'type' in value && String(value.type) in TIMELINE_TABLE,
);

/** What an entry is about. The text is made of it when it is sent. */
export const entryPayload = z.object({
  ticketId: z.string(),
  marker: z.string(),
  /** The delivery's id as planned. Another id means that it took the place of one that was still waiting. */
  plannedAs: z.string(),
  /** Number of leading events that the one before it was to tell. */
  alreadyPlanned: z.number(),
  number: z.string(),
  recipient: z.string(),
  status: z.enum(STATUSES),
  sessions: z.object({ count: z.number(), totalMs: z.number(), estimated: z.boolean() }),
  events: z.array(event).readonly(),
  /** Sequence number up to which everything is told once more; null for the events alone. */
  historyUpTo: z.number().nullable(),
  /** End of the session that the one before it was to tell; it is told too where that one was still waiting. */
  endedAt: z.number().nullable().default(null),
  mergedSide: z.enum(['away', 'here']).nullable(),
  /** Agents whom the help desk should notify. */
  notify: z.array(z.string()).readonly(),
});
export type EntryPayload = z.infer<typeof entryPayload>;
