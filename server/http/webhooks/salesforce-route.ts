import express, { Router } from 'express';
import type { Clock } from '../../../core/ports/world.ts';
import { problem, unauthorized } from '../problem.ts';
import { json, type Reply, replying } from '../reply.ts';
import { OUTBOUND_ACK, readOutboundMessage } from './read-outbound-message.ts';
import { PROOF_WANTED, verifyWebhook } from './verify-webhook.ts';
import type { WebhookSecrets } from '../../installations/install-secrets.ts';

export type SalesforceWebhookDeps = {
  readonly clock: Clock;
  /** Null for an installation that does not exist or was removed. */
  readonly secretsOf: (installationId: string) => Promise<WebhookSecrets | null>;
  /** The org behind the installation, 18 characters; null while it is not known. */
  readonly accountOf: (installationId: string) => Promise<string | null>;
  /** There may be something to fetch. */
  readonly ring: (installationId: string) => Promise<void>;
};

const MOST_BYTES = 1024 * 1024;
const raw = express.raw({ type: ['application/json', 'text/xml', 'application/soap+xml'], limit: MOST_BYTES });

/**
 * Rings that something was left in the org. As JSON it is proved by secret or signature. An Outbound Message can carry neither: it must
 * name the right org, and all it does is that we look a little sooner.
 */
export function salesforceWebhook(deps: SalesforceWebhookDeps): Router {
  const router = Router();
  router.post(
    '/salesforce/:installationId',
    raw,
    replying(async (request) => {
      const installationId = String(request.params['installationId']);
      const body: unknown = request.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const isXml = /^(?:text\/xml|application\/soap\+xml)\b/i.test(request.get('content-type') ?? '');
      const header = (name: string) => request.get(name);
      if (isXml) await proveOrg(deps, installationId, bytes.toString('utf8'));
      else await proveSecret(deps, installationId, header, bytes);
      if (!Buffer.isBuffer(body)) {
        throw problem(415, 'wrong-content-type', 'Send JSON', 'Set "Content-Type: application/json".');
      }
      await deps.ring(installationId);
      return isXml ? acknowledged() : json(202, { accepted: true });
    }),
  );
  return router;
}

async function proveOrg(deps: SalesforceWebhookDeps, installationId: string, xml: string): Promise<void> {
  const named = readOutboundMessage(xml);
  const known = await deps.accountOf(installationId);
  // The last three characters of an id only repeat the case of the others.
  if (named === null || known === null || known.slice(0, 15) !== named.slice(0, 15)) throw unauthorized();
}

async function proveSecret(
  deps: SalesforceWebhookDeps,
  installationId: string,
  header: (name: string) => string | undefined,
  bytes: Buffer,
): Promise<void> {
  const secrets = await deps.secretsOf(installationId);
  const none = { headerSecretHashes: [], signingSecrets: [] };
  const proof = verifyWebhook(secrets ?? none, header, bytes, deps.clock.now());
  if (secrets === null || !proof.ok) throw unauthorized(PROOF_WANTED);
}

function acknowledged(): Reply {
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { kind: 'text', type: 'text/xml; charset=utf-8', text: OUTBOUND_ACK },
  };
}
