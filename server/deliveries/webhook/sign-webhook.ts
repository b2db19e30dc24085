import { Webhook } from 'standardwebhooks';
import type { EpochMs } from '../../../core/session-request/values.ts';

/**
 * The three headers of Standard Webhooks. `id` stays the same when a message is sent again, so that the receiver knows it; every
 * secret signs, so that a receiver with the old one still understands while it is being replaced.
 */
export function signWebhook(
  id: string,
  at: EpochMs,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
