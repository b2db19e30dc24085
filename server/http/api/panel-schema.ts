import { z } from 'zod';
import { CHANNELS } from '../../../core/session-request/values.ts';
import { text } from '../../outside-text.ts';
import { readerQuery } from './queries.ts';
import { viewSchema } from './view-schema.ts';

const moment = z.int().meta({ description: "Milliseconds since 1970-01-01T00:00:00Z, by the server's clock" });
const access = z.enum(['granted', 'checking', 'refused']).meta({
  description:
    'Whether the help desk lets this agent see the ticket. "checking": it is being asked; "watch" answers once it is known. ' +
    'Nothing of a ticket is told unless it is "granted".',
});
const askAgain = z
  .object({ afterMs: z.int().min(0) })
  .nullable()
  .meta({
    description:
      'Call "watch" when so many milliseconds have passed, 0 at once, and never sooner; null: nothing is going on, do not call.',
  });
const position = z.string().meta({ description: 'Hand it back as "after"; it means nothing else.' });

export const panelTicketSchema = z
  .object({
    id: z.string(),
    number: z.string().meta({ description: 'Empty while it is not known' }),
    subject: z.string(),
    state: z.enum(['open', 'closed', 'deleted', 'merged', 'unknown']),
  })
  .meta({ id: 'PanelTicket' });

const contactsSchema = z
  .array(
    z.object({
      role: z.enum(['requester', 'requested-for']),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      language: z.string().nullable(),
    }),
  )
  .meta({ description: 'Whom the ticket concerns, as the server last saw it; empty while it has not' });

export const panelStateSchema = z
  .object({
    protocol: z.int().meta({ description: 'What this server speaks. An older panel reads what it knows.' }),
    minPanel: z.int().meta({ description: 'The oldest panel that this server still serves' }),
    viewVersion: z.int(),
    installation: z.object({
      name: z.string(),
      company: z.string(),
      environment: z.enum(['production', 'test']),
      language: z.string(),
      languages: z.array(z.string()).nullable().meta({ description: 'Offered to end users; null: every one there is' }),
      timeZone: z.string(),
    }),
    me: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      proof: z.enum(['signed-in', 'asserted']),
      mayCommand: z.boolean(),
    }),
    access,
    ticket: panelTicketSchema,
    contacts: contactsSchema,
    queues: z.array(z.object({ id: z.string(), name: z.string() })),
    channels: z.array(z.enum(CHANNELS)),
    requests: z.array(viewSchema).meta({ description: 'Newest first, at most 20' }),
    next: z.string().nullable(),
    position,
    at: moment,
    askAgain,
  })
  .meta({ id: 'PanelState' });

export const watchAnswerSchema = z
  .object({
    at: moment,
    position,
    askAgain,
    tickets: z
      .record(
        z.string(),
        z.object({
          access,
          ticket: panelTicketSchema,
          contacts: contactsSchema,
          requests: z.array(viewSchema).meta({ description: 'The newest 20 as they are now, newest first' }),
        }),
      )
      .meta({ description: 'By ticket id. Tickets with nothing new are absent.' }),
  })
  .meta({ id: 'WatchAnswer' });

export const PANEL_LISTS = ['upcoming', 'active', 'past'] as const;
const count = z.int().min(0).max(1001).meta({ description: '1001 says: more than 1,000' });

export const panelListSchema = z
  .object({
    access,
    requests: z.array(viewSchema),
    next: z.string().nullable(),
    counts: z.object({ upcoming: count, active: count, past: count }),
    at: moment,
  })
  .meta({ id: 'PanelList' });

const ONE_ID = '[0-9A-Za-z_-]{1,100}';
const MOST_WATCHED = 20;

export const ticketParams = z.object({
  ticketId: z
    .string()
    .regex(new RegExp(`^${ONE_ID}$`), { error: 'must be the id of a ticket: letters, digits, - and _' }),
});

const ticketIds = z
  .string()
  .regex(new RegExp(`^${ONE_ID}(,${ONE_ID})*$`), { error: 'must be ids of tickets with commas between them' })
  .transform((value) => [...new Set(value.split(','))])
  .refine((ids) => ids.length <= MOST_WATCHED, {
    error: `must name at most ${MOST_WATCHED} tickets: watch only those that are visible`,
  })
  .meta({ description: 'One to 20 ids of tickets with commas between them' });

export const panelQuery = readerQuery.extend({
  protocol: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .meta({ description: 'What the panel speaks. One that is older than "minPanel" is told to be updated.' }),
});

export const watchQuery = panelQuery.extend({
  tickets: ticketIds,
  after: text({ most: 1000 })
    .default('')
    .meta({ description: '"position" of the last answer. One that this server did not make gives everything anew.' }),
  panel: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,64}$/, { error: 'must be 1 to 64 letters, digits, - or _' })
    .default('one')
    .meta({ description: 'The same for all calls of one browser, another for each browser of an agent' }),
});

export const panelListQuery = panelQuery.extend({
  list: z.enum(PANEL_LISTS).default('active'),
  search: text({ most: 200 }).default(''),
  cursor: text({ most: 500 }).optional().meta({ description: '"next" of the page before' }),
});
