import express, { Router } from 'express';
import type { Clock } from '../../../core/ports/world.ts';
import { problem, unauthorized } from '../problem.ts';
import { json, replying } from '../reply.ts';
import { readTicketId } from './read-ticket-id.ts';
import { PROOF_WANTED, verifyWebhook } from './verify-webhook.ts';
import type { WebhookSecrets } from '../../installations/install-secrets.ts';

export type FreshserviceWebhookDeps = {
  readonly clock: Clock;
  /** Null for an installation that does not exist or was removed. */
  readonly secretsOf: (installationId: string) => Promise<WebhookSecrets | null>;
  /** Keeps the hint; the ticket is fetched afterwards, not on this request. */
  readonly hint: (installationId: string, ticketId: string) => Promise<void>;
};

const MOST_BYTES = 100 * 1024;
const rawJson = express.raw({ type: 'application/json', limit: MOST_BYTES });

/** Says "something about this ticket changed". The content is not believed; the ticket is fetched again. Twice is harmless. */
export function freshserviceWebhook(deps: FreshserviceWebhookDeps): Router {
  const router = Router();
  router.post(
    '/freshservice/:installationId',
    rawJson,
    replying(async (request) => {
      const installationId = String(request.params['installationId']);
      const body: unknown = request.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const secrets = await deps.secretsOf(installationId);
      const none = { headerSecretHashes: [], signingSecrets: [] };
      const proof = verifyWebhook(secrets ?? none, (name) => request.get(name), bytes, deps.clock.now());
      if (secrets === null || !proof.ok) throw unauthorized(PROOF_WANTED);
      if (!Buffer.isBuffer(body)) {
        throw problem(415, 'wrong-content-type', 'Send JSON', 'Set "Content-Type: application/json".');
      }
      const ticketId = readTicketId(readJson(bytes));
      if (ticketId === null) {
        throw problem(422, 'no-ticket', 'No ticket is named', 'Send {"ticket_id": "{{ticket.id_numeric}}"}.');
      }
      await deps.hint(installationId, ticketId);
      return json(202, { accepted: true });
    }),
  );
  return router;
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw problem(
      400,
      'invalid-json',
      'The body is not JSON',
      'A subject with quotes breaks the template. Send the id only.',
    );
  }
}
