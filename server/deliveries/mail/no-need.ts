import type { Installation } from '../../../core/ports/installation.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import { whyNoReminder } from '../no-reminder.ts';
import { isActive } from '../../../core/session-request/states.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { MailPayload } from './mail-payload.ts';

/** Why a mail is not needed any more, as one sentence; null when it is. Much can happen while a mail server is away. */
export function noNeed(
  payload: MailPayload,
  { request, recipientSeenAt }: StoredRequest,
  { settings }: Installation,
  now: EpochMs,
): string | null {
  if (request.recipient.email !== payload.to.address) return 'The address was corrected before the mail was sent.';
  switch (payload.mail) {
    case 'invitation':
    case 'changed-time':
    case 'changed-agent':
      return isActive(request) ? null : 'The request had ended before the mail was sent.';
    case 'reminder':
      return whyNoReminder(request, payload.at, now);
    case 'asked-again':
      if (request.status !== 'Waiting') return 'The recipient had answered before the mail was sent.';
      return recipientSeenAt !== null && recipientSeenAt >= payload.at - settings.lifecycle.presenceMs
        ? 'The recipient is on the page.'
        : null;
    case 'closed-without-session':
    case 'receipt':
      return request.status === 'Closed' ? null : 'The request was reopened before the mail was sent.';
    default:
      return payload.mail satisfies never;
  }
}
