import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import { MAIL_CHANNEL } from '../delivery-channel.ts';
import type { PlanContext } from '../delivery-kind.ts';
import { mailsFor } from '../mail-table.ts';
import type { MailKind } from '../mail-view.ts';
import type { MailPayload } from './mail-payload.ts';

/** A newer one of these takes the place of one that still waits: the older would tell what no longer holds. */
const NEWEST_ONLY: ReadonlySet<MailKind> = new Set(['changed-time', 'reminder', 'changed-agent', 'asked-again']);

/** The mails of a change, each kind once. */
export function planMails(kind: string, change: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const { after, events, now } = change;
  const { email: address, name } = after.recipient;
  if (address === null) return [];
  const wanted = new Set(events.flatMap((event) => mailsFor(event, change)));
  return [...wanted].map((mail) => {
    const payload: MailPayload = { mail, to: { name, address }, language: after.language, at: now };
    return {
      id: context.newId(),
      kind,
      installationId: after.installationId,
      requestId: after.id,
      channel: MAIL_CHANNEL.prefix,
      lane: `mail:${after.id}`,
      notBefore: now,
      payload: JSON.stringify(payload),
      mergeKey: NEWEST_ONLY.has(mail) ? `mail:${after.id}:${mail}` : null,
    };
  });
}
