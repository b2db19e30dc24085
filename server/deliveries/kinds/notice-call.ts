import type { Answer } from '../../../core/ports/answer.ts';
import { sent, skipped } from '../answers.ts';
import { deliveryKind, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { isStillNews, MOMENT_PASSED } from '../notices/still-news.ts';
import { type NoticeCall, noticeCall } from '../notices/notice-payload.ts';
import { NOTICE_CHANNEL, planNotices } from '../notices/plan-notices.ts';

const NAME = 'notice-call';

/** Finds out which agents are to hear of something, and by which ways; each of them is a delivery of its own. */
export const kind = deliveryKind<NoticeCall>({
  name: NAME,
  family: NOTICE_CHANNEL,
  timeoutMs: 20_000,
  payload: noticeCall,
  plan: (change, context) => planNotices(NAME, change, context),
  send,
  // What was handed on already keeps its id, and is not handed on twice.
  doubt: { remedy: 'send-again' },
});

async function send(call: NoticeCall, delivery: ClaimedDelivery, services: DeliveryServices): Promise<Answer<Sent>> {
  const stored = await services.requests.find(delivery.requestId);
  if (stored === null) return skipped('The request is gone.');
  const installation = await services.installations.find(delivery.installationId);
  if (installation === null) return skipped('The help desk account of this request was removed.');
  if (!isStillNews(call, stored.request, services.clock.now())) return skipped(MOMENT_PASSED);
  const told = await services.notices.handOn(delivery.id, call, stored.request, installation);
  return told === 0 ? skipped('Nobody wants to hear of it now.') : sent(null);
}
