import { type DeliveryEnd, deliveryKind } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { planSms, SMS_CHANNEL } from '../sms/plan-sms.ts';
import { lookForSms, sendSms } from '../sms/send-sms.ts';
import { type SmsPayload, smsPayload } from '../sms/sms-payload.ts';

const NAME = 'sms';
/** A message taken shows up in the service's list within seconds. */
const SETTLE_MS = 20_000;

/** One text message to the recipient's phone. */
export const kind = deliveryKind<SmsPayload>({
  name: NAME,
  family: SMS_CHANNEL,
  timeoutMs: 40_000,
  payload: smsPayload,
  plan: (change, context) => planSms(NAME, change, context),
  send: sendSms,
  doubt: { remedy: 'probe', settleMs: SETTLE_MS, probe: lookForSms },
  ended: tellTheLog,
});

/** The request's log shows what became of an invitation; what the network told before we were done is told now. */
async function tellTheLog(
  { sms }: SmsPayload,
  { requestId, id, attemptId }: ClaimedDelivery,
  end: DeliveryEnd,
  services: DeliveryServices,
): Promise<void> {
  if (end.state === 'done' && end.skipped) return;
  if (sms === 'invitation') {
    const news = { requestId, channel: 'sms', reference: `${id}:${attemptId}` } as const;
    await services.recordInvitation(
      end.state === 'done'
        ? { ...news, result: 'sent', because: '' }
        : { ...news, result: 'failed', because: end.because },
    );
  }
  const known = end.state === 'done' ? await services.sms.book.latest(id) : null;
  if (known !== null) await services.sms.tellEnd(known);
}
