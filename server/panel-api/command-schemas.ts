import { z } from 'zod';
import { CHANNELS, INTENTS, OUTCOMES, USUAL_INTENTS } from '../../core/session-request/values.ts';
import { emailAddress, languageTag, phoneNumber, text, timeZone } from '../outside-text.ts';

/** Milliseconds since 1970; four-digit years only, so that every consumer can read it. */
const moment = z.int().min(0).max(253_402_300_799_999).meta({ description: 'Milliseconds since 1970-01-01T00:00:00Z' });
const id = text({ most: 100, least: 1 });

/** A command's own id: sending it twice does it once. Kept 7 days. */
const commandId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, { error: 'must be 8 to 64 letters, digits, - or _' })
  .meta({ description: 'Chosen by the sender. The same id twice gives the first answer again. Kept 7 days.' });

/** The agent as the help desk's panel names him. Not verified: recorded as asserted. */
const agentSchema = z
  .strictObject({
    id: id.meta({ description: "The agent's id in the help desk" }),
    name: text({ most: 120, least: 1 }),
    email: emailAddress.nullable().default(null),
  })
  .meta({
    id: 'Agent',
    description:
      'Asserted by the installation, not verified; recorded so. Needed with an install secret, ignored with a token.',
  });

const recipientSchema = z
  .strictObject({
    name: text({ most: 120, least: 1 }),
    email: emailAddress.nullable().default(null),
    phone: phoneNumber.nullable().default(null),
  })
  .meta({ id: 'Recipient' });

const scheduleSchema = z.strictObject({ startAt: moment, timeZone }).meta({ id: 'Schedule' });

/** As the panel reads it in the help desk. Creating waits for nobody, so it is checked when the first timeline entry is written. */
const ticketSchema = z
  .strictObject({
    id: text({ most: 40, least: 1 }),
    number: text({ most: 40, least: 1 }),
    subject: text({ most: 300 }),
  })
  .meta({ id: 'Ticket' });

const assigneeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('unassigned') }),
    z.strictObject({ kind: z.literal('agent'), agent: agentSchema }),
    z.strictObject({ kind: z.literal('client'), address: text({ most: 80, least: 1 }) }),
    z.strictObject({ kind: z.literal('queue'), queueId: id }),
  ])
  .meta({ id: 'Assignee' });

/** Between which starts the recipient may choose by himself. */
const moveLimitsSchema = z.strictObject({ earliestAt: moment, latestAt: moment }).meta({ id: 'MoveLimits' });

export const createSchema = z
  .strictObject({
    commandId,
    agent: agentSchema.nullable().default(null),
    ticket: ticketSchema.nullable().meta({ description: 'Null for a request without a ticket; attach one later' }),
    recipient: recipientSchema,
    language: languageTag.nullable().default(null),
    channels: z
      .array(z.enum(CHANNELS))
      .min(1)
      .max(4)
      .refine((channels) => new Set(channels).size === channels.length, { error: 'must name each channel once' })
      .meta({ description: 'How the link is sent; each at most once', uniqueItems: true }),
    comment: text({ most: 2000, lines: true }).default(''),
    assignee: assigneeSchema.default({ kind: 'unassigned' }),
    schedule: scheduleSchema.nullable().default(null),
    expiresAt: moment.nullable().default(null),
    intents: z
      .array(z.enum(INTENTS))
      .min(1)
      .max(INTENTS.length)
      .refine((intents) => new Set(intents).size === intents.length, { error: 'must name each once' })
      .default([...USUAL_INTENTS])
      .meta({
        description: "What the agent means to do; AnyDesk's own window decides what is possible",
        uniqueItems: true,
      }),
    moveLimits: moveLimitsSchema
      .nullable()
      .default(null)
      .meta({ description: 'Starts between which the recipient may choose; null: any before the longest expiry' }),
    another: z
      .boolean()
      .default(false)
      .meta({ description: 'Another device or person: make a second request although one is active.' }),
  })
  .meta({ id: 'CreateRequest' });

const base = {
  commandId,
  agent: agentSchema.nullable().default(null),
  expectedVersion: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .meta({ description: 'Refuse when the request is no longer at this version.' }),
};
const simple = <Type extends string>(type: Type) => z.strictObject({ ...base, type: z.literal(type) });

export const commandSchema = z
  .discriminatedUnion('type', [
    simple('ask-for-access'),
    z.strictObject({ ...base, type: z.literal('enter-address'), address: text({ most: 200, least: 1 }) }),
    z.strictObject({ ...base, type: z.literal('launch-connect'), takeOver: z.boolean().default(false) }),
    z.strictObject({ ...base, type: z.literal('start-session'), startedAt: moment.nullable().default(null) }),
    z.strictObject({
      ...base,
      type: z.literal('end-session'),
      endedAt: moment.nullable().default(null),
      endedBy: z.enum(['technical', 'agent', 'recipient']).default('agent'),
    }),
    z.strictObject({
      ...base,
      type: z.literal('close-request'),
      outcome: z.enum(OUTCOMES).default('not-stated'),
      note: text({ most: 2000, lines: true }).default(''),
    }),
    z.strictObject({ ...base, type: z.literal('reopen-request'), expiresAt: moment.nullable().default(null) }),
    z.strictObject({
      ...base,
      type: z.literal('reschedule'),
      schedule: scheduleSchema,
      expiresAt: moment.nullable().default(null),
      moveLimits: z
        .union([moveLimitsSchema, z.literal('none')])
        .nullable()
        .default(null)
        .meta({
          description: 'Starts between which the recipient may choose; `none` takes limits away, null keeps them',
        }),
    }),
    z.strictObject({
      ...base,
      type: z.literal('correct-recipient'),
      recipient: recipientSchema,
      language: languageTag.nullable().default(null),
    }),
    z.strictObject({
      ...base,
      type: z.literal('set-session-link'),
      url: text({ most: 500, least: 1 })
        .nullable()
        .meta({ description: 'A link to a session made in AnyDesk itself; null takes it away' }),
    }),
    z.strictObject({ ...base, type: z.literal('assign'), assignee: assigneeSchema }),
    simple('claim'),
    z.strictObject({ ...base, type: z.literal('extend'), expiresAt: moment }),
    z.strictObject({ ...base, type: z.literal('add-comment'), text: text({ most: 2000, least: 1, lines: true }) }),
    z.strictObject({ ...base, type: z.literal('resend-invitation'), channel: z.enum(CHANNELS) }),
    z.strictObject({ ...base, type: z.literal('attach-ticket'), ticket: ticketSchema }),
    simple('keep-open'),
    simple('note-called-back'),
    z.strictObject({
      ...base,
      type: z.literal('attach-session'),
      session: text({ most: 100, least: 1 }).meta({ description: 'As `unmatched` of the request names it' }),
    }),
  ])
  .meta({ id: 'Command' });

export type CreateBody = z.output<typeof createSchema>;
/** What a panel may ask for. */
export type PanelCommandBody = z.output<typeof commandSchema>;
/** The same without what is no command of the request itself. */
export type CommandBody = Exclude<PanelCommandBody, { type: 'attach-session' }>;
export type AttachBody = Extract<PanelCommandBody, { type: 'attach-session' }>;
export type AgentBody = z.output<typeof agentSchema>;
