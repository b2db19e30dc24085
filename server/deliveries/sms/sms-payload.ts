import { z } from 'zod';
import { SMS_KINDS } from '../../sms/sms-text.ts';

export const smsPayload = z.object({
  sms: z.enum(SMS_KINDS),
  /** The number as it stood in the request when the message was decided on. */
  phone: z.string(),
  /** BCP 47 tag of the request's language at that time. */
  language: z.string(),
  /** When the event happened that sends it; absent in messages from before it was kept. */
  at: z.number().optional(),
});
export type SmsPayload = z.infer<typeof smsPayload>;
