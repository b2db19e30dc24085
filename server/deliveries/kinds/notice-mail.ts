import type { Answer } from '../../../core/ports/answer.ts';
import { refused, sent, skipped } from '../answers.ts';
import { MAIL_CHANNEL } from '../delivery-channel.ts';
import { deliveryKind, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { mayBeWrittenTo, NOT_ON_THE_LIST } from '../mail/allow-list.ts';
import { isOneAddress } from '../mail/one-address.ts';
import { noticeWords } from '../notices/notice-words.ts';
import { type NoticeToOne, noticeToOne } from '../notices/notice-payload.ts';
import { isStillNews, MOMENT_PASSED } from '../notices/still-news.ts';
import { plainLine } from '../plain-line.ts';

/** A notice by mail to one agent. A copy sent twice carries the same Message-ID and is one mail to the reader. */
export const kind = deliveryKind<NoticeToOne>({
  name: 'notice-mail',
  family: MAIL_CHANNEL,
  timeoutMs: 60_000,
  payload: noticeToOne,
  plan: () => [],
  send,
  doubt: { remedy: 'send-again' },
});

async function send(
  payload: NoticeToOne,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const stored = await services.requests.find(delivery.requestId);
  const installation = await services.installations.find(delivery.installationId);
  if (stored === null || installation === null) return skipped('The request is gone.');
  if (!isStillNews(payload, stored.request, services.clock.now())) return skipped(MOMENT_PASSED);
  if (!isOneAddress(payload.to.address)) return refused('invalid', 'The address is not exactly one mail address.');
  if (!mayBeWrittenTo(installation, payload.to.address)) return skipped(NOT_ON_THE_LIST);
  const texts = services.texts(payload.language);
  const words = noticeWords(payload, stored.request, texts);
  const link = services.links.connectUrl(delivery.requestId);
  const open = texts.t('console.agentNotice.open');
  const answer = await services.mailer.send({
    to: { name: plainLine(payload.to.name, 100), address: payload.to.address },
    fromName: texts.t('console.app'),
    replyTo: null,
    subject: plainLine(`${words.body} ${words.title}`, 200),
    text: `${words.body}\n${words.title}\n\n${open}: ${link}\n`,
    html: services.notices.mailHtml({ ...words, url: link, open }, texts),
    messageId: `<${delivery.id}@${services.mailDomain}>`,
    language: texts.language,
  });
  return answer.kind === 'done' ? sent(null) : answer;
}
