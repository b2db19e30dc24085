import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import { sent, skipped } from '../answers.ts';
import { WEBHOOK_CHANNELS, webhookChannel } from '../delivery-channel.ts';
import { deliveryKind, type PlanContext, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { GONE, judgeReply } from '../webhook/judge-reply.ts';
import { signWebhook } from '../webhook/sign-webhook.ts';
import { bodyOf, payloadOf, type WebhookPayload, webhookPayload } from '../webhook/webhook-payload.ts';

const NAME = 'outgoing-webhook';

/** Tells one endpoint of one event, signed as Standard Webhooks says. */
export const kind = deliveryKind<WebhookPayload>({
  name: NAME,
  family: WEBHOOK_CHANNELS,
  timeoutMs: 20_000,
  payload: webhookPayload,
  plan,
  send: post,
  doubt: { remedy: 'send-again' },
});

function plan(change: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const { after, events, now } = change;
  const endpoints = context.webhooksOf(after.installationId);
  if (endpoints.length === 0) return [];
  return events.flatMap((event, index) => {
    const seq = after.version - events.length + 1 + index;
    const listening = endpoints.filter(({ eventTypes }) => eventTypes === null || eventTypes.includes(event.type));
    return listening.map(({ id: endpointId }) => ({
      id: context.newId(),
      kind: NAME,
      installationId: after.installationId,
      requestId: after.id,
      channel: webhookChannel(endpointId),
      lane: `${webhookChannel(endpointId)}:${after.id}`,
      notBefore: now,
      payload: JSON.stringify(payloadOf(endpointId, event, seq, change)),
      mergeKey: null,
    }));
  });
}

async function post(
  payload: WebhookPayload,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const endpoint = await services.webhooks.find(payload.endpointId);
  if (endpoint === null) return skipped('The endpoint was removed or disabled.');
  const now = services.clock.now();
  const body = bodyOf(payload);
  const headers = signWebhook(delivery.id, now, body, endpoint.secrets);
  const reply = await services.postWebhook({ url: endpoint.url, headers, body });
  if (reply.kind === 'answered' && reply.status === GONE) {
    await services.webhooks.disable(payload.endpointId, 'The endpoint says that it is gone (410).');
  }
  const answer = judgeReply(reply, now);
  return answer.kind === 'done' ? sent(null) : answer;
}
