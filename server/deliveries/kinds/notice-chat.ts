import type { Answer } from '../../../core/ports/answer.ts';
import { chatMessage } from '../../notices/chat/chat-message.ts';
import { judgeChat } from '../../notices/chat/judge-chat.ts';
import { sent, skipped } from '../answers.ts';
import type { ChannelFamily } from '../delivery-channel.ts';
import { type DeliveryEnd, deliveryKind, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { noticeWords } from '../notices/notice-words.ts';
import { type NoticeToOne, noticeToOne } from '../notices/notice-payload.ts';
import { isStillNews, MOMENT_PASSED } from '../notices/still-news.ts';

/** Each person's chat by itself: one that does not answer holds up nobody else. */
const CHAT_CHANNELS: ChannelFamily = {
  prefix: 'chat:',
  lanes: 1,
  gate: async () => ({ open: true, take: () => null }),
};

/** A notice in one agent's Slack or Teams. Never twice: what is in doubt stays so. */
export const kind = deliveryKind<NoticeToOne>({
  name: 'notice-chat',
  family: CHAT_CHANNELS,
  timeoutMs: 30_000,
  payload: noticeToOne,
  plan: () => [],
  send,
  doubt: { remedy: 'park', because: 'It may be in the chat, and is not sent again.' },
  ended: noteTrouble,
});

async function send(
  payload: NoticeToOne,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const { personId } = payload;
  const stored = await services.requests.find(delivery.requestId);
  if (stored === null || personId === null) return skipped('The request is gone.');
  const now = services.clock.now();
  if (!isStillNews(payload, stored.request, now)) return skipped(MOMENT_PASSED);
  const chat = await services.notices.chatOf(personId);
  if (chat === null) return skipped('The person has no chat any more.');
  const texts = services.texts(payload.language);
  const { title, body } = noticeWords(payload, stored.request, texts);
  const link = { text: texts.t('console.agentNotice.open'), url: services.links.connectUrl(delivery.requestId) };
  const message = chatMessage(chat.kind, { text: `${body} (${title})`, link });
  const answer = judgeChat(await services.postWebhook({ url: chat.url, headers: {}, body: message }), now);
  return answer.kind === 'done' ? sent(null) : answer;
}

/** The person sees on the page of his notices why his chat stays silent. */
async function noteTrouble(
  { personId }: NoticeToOne,
  _delivery: ClaimedDelivery,
  end: DeliveryEnd,
  services: DeliveryServices,
): Promise<void> {
  if (personId === null || (end.state === 'done' && end.skipped)) return;
  await services.notices.noteChat(personId, end.state === 'parked' ? end.because : null);
}
