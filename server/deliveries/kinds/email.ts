import type { Answer } from '../../../core/ports/answer.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { refused, sent, skipped } from '../answers.ts';
import { MAIL_CHANNEL } from '../delivery-channel.ts';
import { type DeliveryEnd, deliveryKind, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { mayBeWrittenTo, NOT_ON_THE_LIST } from '../mail/allow-list.ts';
import { calendarOf } from '../mail/calendar-of.ts';
import { type MailPayload, mailPayload } from '../mail/mail-payload.ts';
import { noNeed } from '../mail/no-need.ts';
import { isOneAddress } from '../mail/one-address.ts';
import { planMails } from '../mail/plan-mails.ts';
import { viewOfMail } from '../mail/view-of-mail.ts';
import { plainLine } from '../plain-line.ts';

const NAME = 'email';

/** One mail to the recipient. A copy sent twice carries the same Message-ID and is one mail to the reader. */
export const kind = deliveryKind<MailPayload>({
  name: NAME,
  family: MAIL_CHANNEL,
  timeoutMs: 60_000,
  payload: mailPayload,
  plan: (change, context) => planMails(NAME, change, context),
  send,
  doubt: { remedy: 'send-again' },
  ended: tellTheLog,
});

async function send(
  payload: MailPayload,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const stored = await services.requests.find(delivery.requestId);
  if (stored === null) return skipped('The request is gone.');
  const installation = await services.installations.find(delivery.installationId);
  if (installation === null) return refused('not-configured', 'The help desk account of this request was removed.');
  const { request } = stored;
  const why = noNeed(payload, stored, installation, services.clock.now());
  const view = why === null ? viewOfMail(payload.mail, request, installation, services.links) : null;
  if (view === null) return skipped(why ?? 'There was nothing to say any more.');
  if (!isOneAddress(payload.to.address)) return refused('invalid', 'The address is not exactly one mail address.');
  if (!mayBeWrittenTo(installation, payload.to.address)) return refused('refused', NOT_ON_THE_LIST);
  const { subject, text, html } = services.mailTexts.render(view, payload.language);
  const answer = await services.mailer.send({
    to: { name: plainLine(payload.to.name, 100), address: payload.to.address },
    fromName: view.company,
    replyTo: await replyTo(request, services),
    subject: plainLine(subject, 200),
    text,
    html,
    messageId: `<${delivery.id}@${services.mailDomain}>`,
    language: payload.language,
    ...calendarOf(payload, request, view, services),
  });
  return answer.kind === 'done' ? sent(null) : answer;
}

async function replyTo({ ticket, installationId }: SessionRequest, services: DeliveryServices): Promise<string | null> {
  const address = ticket === null ? null : await services.replyAddress(installationId, ticket.id);
  return address !== null && isOneAddress(address) ? address : null;
}

/** The request's log shows what became of an invitation. */
async function tellTheLog(
  { mail }: MailPayload,
  { requestId, id, attemptId }: ClaimedDelivery,
  end: DeliveryEnd,
  services: DeliveryServices,
): Promise<void> {
  if (mail !== 'invitation' || (end.state === 'done' && end.skipped)) return;
  const news = { requestId, channel: 'email', reference: `${id}:${attemptId}` } as const;
  await services.recordInvitation(
    end.state === 'done'
      ? { ...news, result: 'sent', because: '' }
      : { ...news, result: 'failed', because: end.because },
  );
}
