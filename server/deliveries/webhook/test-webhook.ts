import { randomUUID } from 'node:crypto';
import type { Answer } from '../../../core/ports/answer.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import { judgeReply } from './judge-reply.ts';
import { signWebhook } from './sign-webhook.ts';

type TestServices = Pick<DeliveryServices, 'webhooks' | 'postWebhook' | 'clock'>;

/** Posts one signed `test` event to an endpoint, at once and once, and says what came back. */
export async function testWebhook(services: TestServices, endpointId: string): Promise<Answer<null>> {
  const endpoint = await services.webhooks.find(endpointId);
  if (endpoint === null) {
    const because = { code: 'not-found', message: 'The endpoint is disabled or gone.' } as const;
    return { kind: 'not-done', retry: { when: 'never' }, because };
  }
  const now = services.clock.now();
  const body = JSON.stringify({ type: 'test', timestamp: new Date(now).toISOString(), data: {} });
  const headers = signWebhook(`test_${randomUUID()}`, now, body, endpoint.secrets);
  return judgeReply(await services.postWebhook({ url: endpoint.url, headers, body }), now);
}
