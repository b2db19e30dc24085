import { z } from 'zod';
import { MAIL_KINDS } from '../mail-view.ts';

export const mailPayload = z.object({
  mail: z.enum(MAIL_KINDS),
  to: z.object({ name: z.string(), address: z.string() }),
  /** BCP 47 tag of the request's language when the mail was decided on. */
  language: z.string(),
  /** When the event happened that sends it. */
  at: z.number(),
});
export type MailPayload = z.infer<typeof mailPayload>;
