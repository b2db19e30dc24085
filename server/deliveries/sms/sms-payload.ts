import { z } from 'zod';
import { SMS_KINDS } from '../../sms/sms-text.ts';

export const smsPayload = z.object({
  sms: z.enum(SMS_KINDS),
  /** The number as it stood in the request when the message was decided on. */
  phone: z.string(),
  /** BCP 47 tag of the request's language at that time. */
  language: z.string(),
});
export type SmsPayload = z.infer<typeof smsPayload>;
