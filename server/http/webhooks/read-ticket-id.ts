import { z } from 'zod';

/** `42`, `"42"` or `"INC-42"`: Freshservice's placeholders give all three. */
const ticketId = z
  .union([z.int().positive(), z.string()])
  .transform((value) => /^(?:[A-Z]{2,5}-)?([1-9][0-9]{0,15})$/.exec(String(value).trim())?.[1] ?? null);

const shape = z.object({ ticket_id: ticketId.optional(), id: ticketId.optional() });
const hint = shape.extend({
  freshservice_webhook: shape.optional(),
  ticket: shape.optional(),
  data: z.object({ ticket: shape.optional() }).optional(),
});

/** The ticket a webhook is about. Its body is whatever the admin wrote, so several forms are read; null when none is there. */
export function readTicketId(body: unknown): string | null {
  const parsed = hint.safeParse(body);
  if (!parsed.success) return null;
  const { freshservice_webhook: wrapped, ticket, data, ticket_id: flat } = parsed.data;
  return wrapped?.ticket_id ?? flat ?? ticket?.id ?? data?.ticket?.id ?? null;
}
