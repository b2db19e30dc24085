import { z } from 'zod';
import type { DeliveryReport } from './read-report.ts';

/** What a mail service posts by its own webhook, or a script of ours in a shape of ours. */
const STATUS = /^[245]\.[0-9]{1,3}\.[0-9]{1,3}$/;
const status = z
  .string()
  .transform((text) => (STATUS.test(text) ? text : ''))
  .catch('');
const messageId = z.string().max(300);

const ours = z.strictObject({
  messageId,
  event: z.enum(['bounced', 'delivered']),
  status: z.string().regex(STATUS).or(z.literal('')).default(''),
});

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event: many events at once, of several kinds. */
const sendGrid = z.array(z.looseObject({ event: z.string(), 'smtp-id': messageId.catch(''), status })).max(5000);
const SENDGRID: ReadonlyMap<string, DeliveryReport['outcome']> = new Map([
  ['bounce', 'failed'],
  ['dropped', 'failed'],
  ['delivered', 'delivered'],
  ['deferred', 'under-way'],
]);

/** https://documentation.mailgun.com/docs/mailgun/user-manual/events: one event, its Message-ID without angle brackets. */
const mailgun = z.looseObject({
  'event-data': z.looseObject({
    event: z.string(),
    severity: z.string().catch('permanent'),
    'delivery-status': z.looseObject({ 'enhanced-code': status }).catch({ 'enhanced-code': '' }),
    message: z.looseObject({ headers: z.looseObject({ 'message-id': messageId }) }),
  }),
});
const MAILGUN: ReadonlyMap<string, DeliveryReport['outcome']> = new Map([
  ['failed', 'failed'],
  ['rejected', 'failed'],
  ['delivered', 'delivered'],
]);

/** The reports on mails; none for events of another kind, such as an opened mail. Null for a shape that nobody sends. */
export function readServiceReports(body: unknown): readonly DeliveryReport[] | null {
  const own = ours.safeParse(body);
  if (own.success) {
    const { event, ...told } = own.data;
    return [{ ...told, outcome: event === 'bounced' ? 'failed' : 'delivered' }];
  }
  const many = sendGrid.safeParse(body);
  if (many.success) {
    return many.data.flatMap((one) => report(SENDGRID.get(one.event), one['smtp-id'], one.status));
  }
  const single = mailgun.safeParse(body);
  if (!single.success) return null;
  const { event, severity, message, 'delivery-status': told } = single.data['event-data'];
  const outcome = event === 'failed' && severity === 'temporary' ? 'under-way' : MAILGUN.get(event);
  return report(outcome, `<${message.headers['message-id'].replaceAll(/^<|>$/g, '')}>`, told['enhanced-code']);
}

function report(
  outcome: DeliveryReport['outcome'] | undefined,
  id: string,
  enhancedStatus: string,
): readonly DeliveryReport[] {
  return outcome === undefined ? [] : [{ messageId: id, outcome, status: enhancedStatus }];
}
