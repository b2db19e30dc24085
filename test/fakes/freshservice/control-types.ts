import { z } from 'zod';
import { faultRuleSchema } from './faults.ts';
import { ROLE_SCOPES } from './records.ts';
import { SEED_NAMES } from './seed.ts';

/** Bodies of the control API. Unknown fields are refused, so that a typing error in a test is seen. */
const id = z.number().int().positive();
const custom = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** Which tickets an agent may see. */
const reach = {
  groupIds: z.array(id).optional(),
  observerOf: z.array(id).optional(),
  roles: z.array(z.strictObject({ roleId: id, scope: z.enum(ROLE_SCOPES), groups: z.array(id) })).optional(),
};
const headers = z.record(z.string(), z.string()).default({});

export const BODIES = {
  settings: z.strictObject({
    deletedTickets: z.enum(['404', 'flagged']).optional(),
    timeEntryShape: z.enum(['flat', 'wrapped']).optional(),
    assets: z.enum(['shown', 'hidden', 'itam']).optional(),
    plan: z.enum(['starter', 'growth', 'pro', 'enterprise', 'unlimited']).optional(),
    /** Names of custom fields that a ticket needs before it can be resolved or closed. */
    requiredForClosure: z.array(z.string()).optional(),
  }),
  faults: z.strictObject({ rules: z.array(faultRuleSchema), seed: z.number().int().default(1) }),
  clock: z.strictObject({ advanceMs: z.number().int().min(0) }),
  otherCalls: z.strictObject({ calls: z.number().int().min(1) }),
  outage: z.strictObject({ forMs: z.number().int().min(1).max(600_000) }),
  reset: z.strictObject({ seed: z.enum(SEED_NAMES).optional() }),
  token: z.strictObject({ token: z.string().min(1), agentId: id, scopes: z.array(z.string()) }),
  agent: z.strictObject({
    /** Absent: the next free one. */
    id: id.optional(),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
    apiKey: z.string().min(1),
    occasional: z.boolean().default(false),
    active: z.boolean().default(true),
    language: z.string().default('en'),
    timeZone: z.string().default('Amsterdam'),
    ...reach,
  }),
  agentEdit: z.strictObject({
    ...reach,
    apiKey: z.string().min(1).optional(),
    occasional: z.boolean().optional(),
    active: z.boolean().optional(),
    email: z.string().optional(),
  }),
  requester: z.strictObject({
    firstName: z.string(),
    lastName: z.string().nullable().default(null),
    email: z.string().nullable().default(null),
    phone: z.string().nullable().default(null),
    mobile: z.string().nullable().default(null),
    language: z.string().default('en'),
    timeZone: z.string().default('Amsterdam'),
  }),
  requesterEdit: z.strictObject({
    firstName: z.string().optional(),
    lastName: z.string().nullable().optional(),
    email: z.string().nullable().optional(),
    mobile: z.string().nullable().optional(),
    language: z.string().optional(),
  }),
  ticket: z.strictObject({
    subject: z.string(),
    requesterId: id,
    description: z.string().default(''),
    type: z.enum(['Incident', 'Service Request']).default('Incident'),
    status: z.number().int().default(2),
    responderId: id.nullable().default(null),
    requestedForId: id.nullable().default(null),
    groupId: id.nullable().default(null),
    ccEmails: z.array(z.string()).default([]),
    customFields: custom.default({}),
  }),
  asset: z.strictObject({
    displayId: id,
    name: z.string(),
    typeFields: custom.default({}),
    ticketIds: z.array(id).default([]),
  }),
  /** What a person does on the ticket's page. `actorId` is who; absent, the ticket's agent. */
  ticketEdit: z.strictObject({
    actorId: id.optional(),
    subject: z.string().optional(),
    status: z.number().int().optional(),
    priority: z.number().int().optional(),
    responderId: id.nullable().optional(),
    requesterId: id.optional(),
    groupId: id.nullable().optional(),
    customFields: custom.optional(),
  }),
  merge: z.strictObject({ into: id, actorId: id.optional() }),
  act: z.strictObject({ actorId: id.optional() }),
  /** `by`: an agent's or requester's id. A requester writes publicly, as by mail. */
  write: z.strictObject({ by: id, body: z.string(), private: z.boolean().default(true) }),
  hook: z.strictObject({
    url: z.url(),
    headers,
    kind: z.enum(['automator', 'app-event', 'conversation-event']),
    template: z.string().default('{"ticket_id":"{{ticket.id_numeric}}"}'),
  }),
  fire: z.strictObject({ url: z.url(), headers, body: z.string() }),
  ticketHint: z.strictObject({ url: z.url(), headers, ticketId: id, status: z.tuple([z.number(), z.number()]) }),
} as const;

export type ControlBody<Name extends keyof typeof BODIES> = z.input<(typeof BODIES)[Name]>;
export type ReadBody<Name extends keyof typeof BODIES> = z.output<(typeof BODIES)[Name]>;
