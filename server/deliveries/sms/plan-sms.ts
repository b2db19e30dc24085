import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { SmsKind } from '../../sms/sms-text.ts';
import type { ChannelFamily } from '../delivery-channel.ts';
import type { PlanContext } from '../delivery-kind.ts';
import type { SmsPayload } from './sms-payload.ts';

/** One at a time: limits are counted before each. */
export const SMS_CHANNEL: ChannelFamily = {
  prefix: 'sms',
  lanes: 1,
  gate: async () => ({ open: true, take: () => null }),
};

/** The messages of a change, each kind once. */
export function planSms(kind: string, change: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const { after, events, now } = change;
  const { phone } = after.recipient;
  if (phone === null) return [];
  const wanted = new Set(events.flatMap((event) => smsFor(event, after) ?? []));
  return [...wanted].map((sms) => {
    const payload: SmsPayload = { sms, phone, language: after.language, at: now };
    return {
      id: context.newId(),
      kind,
      installationId: after.installationId,
      requestId: after.id,
      channel: SMS_CHANNEL.prefix,
      lane: `sms:${after.id}`,
      notBefore: now,
      payload: JSON.stringify(payload),
      mergeKey: sms !== 'invitation' ? `sms:${after.id}:${sms}` : null,
    };
  });
}

/** Messages cost money and are read in the street: only the link, a time that changed or comes near. */
function smsFor(event: SessionRequestEvent, { channels }: SessionRequest): SmsKind | null {
  if (event.type === 'invitation-resend-asked') return event.channel === 'sms' ? 'invitation' : null;
  if (!channels.includes('sms')) return null;
  if (event.type === 'reminder-due') return 'reminder';
  if (event.type === 'request-created' || event.type === 'request-reopened') return 'invitation';
  if (event.type === 'recipient-corrected') return event.newLink ? 'invitation' : null;
  return event.type === 'rescheduled' && event.actor.kind !== 'recipient' ? 'changed-time' : null;
}
