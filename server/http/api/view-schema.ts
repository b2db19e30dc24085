import { z } from 'zod';
import { STATUSES } from '../../../core/session-request/states.ts';
import { READINESS_CHECKS, READINESS_RESULTS, SYSTEMS } from '../../../core/session-request/readiness.ts';
import { ADDRESS_SOURCES, AWAITED, CHANNELS, INTENTS, OUTCOMES } from '../../../core/session-request/values.ts';
import { COMMAND_RULES } from '../../../core/session-request/rules.ts';
import type { CommandType } from '../../../core/session-request/commands.ts';

const moment = z.int().meta({ description: 'Milliseconds since 1970-01-01T00:00:00Z' });
const agentRef = z.object({ id: z.string(), name: z.string(), email: z.string().nullable() });
const commandTypes = Object.keys(COMMAND_RULES) as [CommandType, ...CommandType[]];

const assignee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unassigned') }),
  z.object({ kind: z.literal('agent'), agent: agentRef, queueId: z.string().nullable() }),
  z.object({ kind: z.literal('client'), address: z.string() }),
  z.object({ kind: z.literal('queue'), queueId: z.string(), name: z.string() }),
]);

const progress = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({
    kind: z.literal('waiting'),
    joinedAt: moment,
    because: z.enum(['joined', 'denied', 'withdrawn', 'lapsed', 'ended-by-recipient']),
    askedAt: moment.nullable(),
  }),
  z.object({
    kind: z.literal('ready'),
    allowedAt: moment,
    launchedBy: z.string().nullable(),
    launchedAt: moment.nullable(),
    unanswered: z.boolean(),
    awaited: z.enum(AWAITED).nullable().meta({ description: 'Who was told last that nobody came to connect' }),
    mayReconnectUntil: moment.nullable(),
  }),
  z.object({
    kind: z.literal('connected'),
    startedAt: moment,
    toldBy: z.enum(['remote-tool', 'webhook', 'agent']),
    agent: z.string().nullable(),
    endAsked: z.boolean(),
  }),
  z.object({
    kind: z.literal('closed'),
    closedAt: moment,
    outcome: z.enum(OUTCOMES),
    note: z.string(),
    reason: z.string(),
    newLinkAskedAt: moment.nullable(),
    rating: z.object({ stars: z.int(), comment: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal('expired'), expiredAt: moment, newLinkAskedAt: moment.nullable() }),
]);

/** What a panel gets of a request. The core's `RequestView`, with the links and the deliveries beside it. */
export const viewSchema = z
  .object({
    viewVersion: z.int(),
    id: z.string(),
    number: z.string(),
    version: z.int(),
    status: z.enum(STATUSES),
    ticket: z.object({ id: z.string(), number: z.string(), subject: z.string() }).nullable(),
    recipient: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
    language: z.string(),
    assignee,
    comment: z.string(),
    schedule: z.object({ startAt: moment, timeZone: z.string() }).nullable(),
    expiresAt: moment,
    channels: z.array(z.enum(CHANNELS)),
    phrase: z.string(),
    createdAt: moment,
    createdBy: z.object({ name: z.string(), verified: z.boolean() }),
    presence: z.object({ onThePage: z.boolean(), seenAt: moment.nullable() }),
    address: z.string().nullable(),
    addressSource: z.enum(ADDRESS_SOURCES).nullable().meta({ description: 'How the address came to be known' }),
    proposals: z
      .array(z.object({ source: z.enum(['asset', 'came-online']), address: z.string(), name: z.string() }))
      .meta({
        description: 'Addresses that may be the end user’s device; nothing follows from them before one is taken',
      }),
    progress,
    sessions: z.object({ count: z.int(), totalMs: z.int(), estimated: z.boolean() }),
    ticketClosed: z.object({ closesAt: moment.nullable() }).nullable(),
    intents: z.array(z.enum(INTENTS)).meta({ description: 'What the agent means to do' }),
    wishes: z.array(z.enum(INTENTS)).meta({ description: 'What the end user wished when allowing access' }),
    moveLimits: z.object({ earliestAt: moment, latestAt: moment }).nullable(),
    opensAt: moment.nullable().meta({ description: 'A scheduled request cannot be joined earlier' }),
    readiness: z
      .object({
        at: moment,
        system: z.enum(SYSTEMS),
        findings: z.array(z.object({ check: z.enum(READINESS_CHECKS), result: z.enum(READINESS_RESULTS) })),
      })
      .nullable(),
    sessionLink: z.string().nullable(),
    callBack: z
      .object({ phone: z.string(), when: z.string(), askedAt: moment })
      .nullable()
      .meta({ description: 'The end user wants to be called, and nobody did yet' }),
    actions: z.array(
      z.object({
        command: z.enum(commandTypes),
        takeOverFrom: z.string().nullable(),
        againAt: moment.nullable(),
        channel: z.enum(CHANNELS).nullable(),
      }),
    ),
    joinUrl: z
      .string()
      .nullable()
      .meta({ description: 'The link for the recipient; null for viewers, and once it can no longer be used' }),
    connectUrl: z.string().meta({ description: 'Open it in a new tab: the agent signs in there and connects' }),
    shareUrl: z.string().nullable().meta({
      description: 'Page with the link as a QR code and as a short code; null for viewers and ended requests',
    }),
    trouble: z
      .array(
        z.object({
          deliveryId: z.string(),
          kind: z.string(),
          state: z.enum(['parked', 'unknown', 'delayed']),
          reason: z.string(),
          known: z
            .object({ key: z.string(), params: z.record(z.string(), z.string()) })
            .nullable()
            .meta({ description: 'Names the reason in the texts of the panels, to be read in other languages' }),
          wentBy: z.enum(CHANNELS).nullable().meta({ description: 'The way by which the link left all the same' }),
        }),
      )
      .meta({ description: 'What could not be told to the ticket or the recipient, and why' }),
    silentSince: moment
      .nullable()
      .meta({ description: 'Since when AnyDesk does not answer, so that the status may be old; null while it does' }),
    unmatched: z
      .object({ session: z.string(), startedAt: moment, address: z.string() })
      .nullable()
      .meta({ description: 'A session that fits no request and may belong to this one; `attach-session` says so' }),
  })
  .meta({ id: 'Request' });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export const eventSchema = z
  .object({
    seq: z.int(),
    type: z.string(),
    at: moment,
    by: z.object({ kind: z.string(), name: z.string().nullable(), verified: z.boolean() }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

export const answerSchema = z
  .object({
    request: viewSchema,
    version: z.int().meta({ description: 'Version right after the command' }),
    replayed: z.boolean().meta({ description: 'True when this command id had been carried out before' }),
    created: z.boolean().meta({ description: 'False when an active request was there already' }),
  })
  .meta({ id: 'Answer' });
