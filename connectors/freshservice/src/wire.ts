import { z } from 'zod';

// Only what we read is described, and everything we can do without may be missing or of another type: the vendor's documents and
// its answers differ, and a field we never needed must not stop a ticket.

const id = z
  .union([z.number().int().positive(), z.string().regex(/^[1-9]\d{0,14}$/)])
  .transform((value) => String(value));
/** Null whatever is there instead: nothing at all, an explicit null, or something of another type. */
function orNull<Shape extends z.ZodType>(shape: Shape): z.ZodType<z.output<Shape> | null> {
  return shape
    .nullish()
    .catch(null)
    .transform((value) => value ?? null);
}

const optionalId = orNull(id);
const text = orNull(z.string());
const flag = z.boolean().catch(false);
const moment = z
  .string()
  .transform((value) => Date.parse(value))
  .pipe(z.number());
const optionalMoment = orNull(moment);

/** A person inside a ticket (`name`, `email`) or in a record of its own (`first_name`, `primary_email`). */
const person = z.object({
  name: text,
  first_name: text,
  last_name: text,
  email: text,
  primary_email: text,
  mobile: text,
  mobile_phone_number: text,
  phone: text,
  work_phone_number: text,
  language: text,
});
export type WirePerson = z.infer<typeof person>;

const ticket = z.object({
  id,
  subject: text,
  type: text,
  status: z.number().int(),
  deleted: flag,
  spam: flag,
  group_id: optionalId,
  responder_id: optionalId,
  requester_id: optionalId,
  requested_for_id: optionalId,
  support_email: text,
  updated_at: moment,
  requester: orNull(person),
});
export type WireTicket = z.infer<typeof ticket>;

const ids = z.array(id).catch([]);
const agentRole = z.object({ assignment_scope: text, groups: ids });
const agent = person.extend({
  id,
  active: z.boolean().catch(true),
  occasional: orNull(z.boolean()),
  member_of: ids,
  observer_of: ids,
  roles: z.array(agentRole).catch([]),
});
export type WireAgent = z.infer<typeof agent>;

const conversation = z.object({
  id,
  user_id: optionalId,
  body: text,
  body_text: text,
  incoming: flag,
  created_at: optionalMoment,
});
export type WireConversation = z.infer<typeof conversation>;

const activity = z.object({ content: text });

const field = z.object({
  name: text,
  field_type: text,
  choices: orNull(z.array(z.object({ value: text }))),
});
export type WireField = z.infer<typeof field>;

const linkedAsset = z.object({ display_id: id });
const asset = z.object({ name: text, type_fields: z.record(z.string(), z.unknown()).catch({}) });
export type WireAsset = z.infer<typeof asset>;

export const ticketAssetsAnswer = z.object({ ticket: z.object({ assets: z.array(linkedAsset).catch([]) }) });
export const assetAnswer = z.object({ asset });
export const assetsAnswer = z.object({ assets: z.array(asset) });
export const ticketAnswer = z.object({ ticket });
export const requesterAnswer = z.object({ requester: person });
export const agentAnswer = z.object({ agent });
export const agentsAnswer = z.object({ agents: z.array(agent) });
export const ticketsAnswer = z.object({ tickets: z.array(z.unknown()) });
export const conversationAnswer = z.object({ conversation: z.object({ id }) });
export const conversationsAnswer = z.object({ conversations: z.array(conversation) });
export const activitiesAnswer = z.object({ activities: z.array(activity) });
export const writtenTicketAnswer = z.object({ ticket: z.object({ id }) });
export const timeEntryAnswer = z.object({ time_entry: z.object({ id }) });
export const fieldsAnswer = z.object({ ticket_fields: z.array(field) });

/** Both shapes of a refusal: validation (`description`, `errors`) and all others (`code`, `message`). Prose is not read. */
export const refusalBody = z.object({
  code: text,
  errors: orNull(z.array(z.object({ field: text, code: text }))),
});
export type WireRefusal = z.infer<typeof refusalBody>;
