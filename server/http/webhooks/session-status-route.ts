import { hash } from 'node:crypto';
import express, { Router } from 'express';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { EndSession, StartSession } from '../../../core/session-request/commands.ts';
import type { Refusal } from '../../../core/session-request/refusals.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { AgentRef } from '../../../core/session-request/values.ts';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import type { CorePorts } from '../../../core/use-cases/core-ports.ts';
import type { WebhookSecrets } from '../../installations/install-secrets.ts';
import type { RequestReader } from '../../storage/store.ts';
import { type Problem, problem, ProblemFault, refusalProblem, unauthorized } from '../problem.ts';
import { json, type Reply, replying } from '../reply.ts';
import { readStatusMessage, type StatusMessage } from './read-status-message.ts';
import { verifyWebhook } from './verify-webhook.ts';

export type SessionStatusDeps = {
  readonly core: CorePorts;
  readonly requests: Pick<RequestReader, 'findByNumber'>;
  /** Null for an installation that does not exist or was removed. */
  readonly secretsOf: (installationId: string) => Promise<WebhookSecrets | null>;
  readonly remoteTool: Pick<RemoteTool, 'readAddress'>;
  /** The person here who has this address; null for nobody. */
  readonly findAgent: (email: string) => Promise<AgentRef | null>;
};

const MOST_BYTES = 16 * 1024;
const raw = express.raw({ type: 'application/json', limit: MOST_BYTES });
/** Refused because of the status that the request has. */
const NOT_NOW: ReadonlySet<Refusal['reason']> = new Set(['wrong-status', 'expired']);
const ALLOW_FIRST = 'A session begins only while the end user allows access on the page of the request.';
const BEGIN_FIRST = 'No session of this request has begun. Tell session.started first.';
const REMOTE_TOOL = { kind: 'remote-tool' } as const;

/** Scripts and other remote tools tell that a session began or ended. Only a signature proves them; the same message twice is told once. */
export function sessionStatusWebhook(deps: SessionStatusDeps): Router {
  const router = Router();
  router.post(
    '/session-status/:installationId',
    raw,
    replying(async (request) => {
      const installationId = String(request.params['installationId']);
      const body: unknown = request.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      await prove(deps, installationId, (name) => request.get(name), bytes);
      if (!Buffer.isBuffer(body)) {
        throw problem(415, 'wrong-content-type', 'Send JSON', 'Set "Content-Type: application/json".');
      }
      const message = readStatusMessage(bytes.toString('utf8'));
      if (!message.ok) throw problem(422, 'invalid-input', 'The message cannot be read', message.because);
      const commandId = request.get('webhook-id') ?? '';
      return carryOut(deps, installationId, message.value, { commandId, bodyHash: hash('sha256', bytes) });
    }),
  );
  return router;
}

/** A secret in a header can be read off by whoever stands in between, and sent again with other news: it is not enough here. */
async function prove(
  { secretsOf, core }: SessionStatusDeps,
  installationId: string,
  header: (name: string) => string | undefined,
  bytes: Buffer,
): Promise<void> {
  const secrets = await secretsOf(installationId);
  const signing = { headerSecretHashes: [], signingSecrets: secrets?.signingSecrets ?? [] };
  const proof = verifyWebhook(signing, header, bytes, core.clock.now());
  if (secrets === null || !proof.ok) {
    throw unauthorized(
      'Sign after Standard Webhooks, with the webhook signing key of this account and the present time.',
    );
  }
}

async function carryOut(
  deps: SessionStatusDeps,
  installationId: string,
  message: StatusMessage,
  told: { readonly commandId: string; readonly bodyHash: string },
): Promise<Reply> {
  const stored = await deps.requests.findByNumber(message.request);
  if (stored === null) throw new ProblemFault(refusalProblem({ reason: 'no-such-request' }));
  const answer = await commandRequest(deps.core, {
    requestId: stored.request.id,
    command: await commandOf(deps, message),
    person: null,
    installationId,
    expectedVersion: null,
    envelope: { scope: `session-status:${installationId}`, ...told },
  });
  if (answer.ok) return json(202, { accepted: true, status: answer.stored.request.status });
  // Told by somebody else before: what the sender wants is so.
  if (isSoAlready(message, answer.refusal, stored.request)) {
    return json(202, { accepted: true, status: stored.request.status });
  }
  throw new ProblemFault(inWordsOfSessions(message, answer.refusal));
}

function isSoAlready(message: StatusMessage, { reason }: Refusal, { sessions }: SessionRequest): boolean {
  if (reason === 'already-done') return true;
  return message.type === 'session.ended' && NOT_NOW.has(reason) && sessions.count > 0;
}

/** A script has no permitted actions to look at: it is told what would have to come first. */
function inWordsOfSessions(message: StatusMessage, refusal: Refusal): Problem {
  const said = refusalProblem(refusal);
  if (!NOT_NOW.has(refusal.reason)) return said;
  return { ...said, detail: message.type === 'session.started' ? ALLOW_FIRST : BEGIN_FIRST };
}

async function commandOf(deps: SessionStatusDeps, message: StatusMessage): Promise<StartSession | EndSession> {
  const { at } = message;
  switch (message.type) {
    case 'session.started': {
      const address = message.address === null ? null : deps.remoteTool.readAddress(message.address);
      if (address === null && message.address !== null) {
        throw problem(
          422,
          'invalid-input',
          'The message cannot be read',
          'data.address is not an address of a device.',
        );
      }
      const agent = message.agent === null ? null : await deps.findAgent(message.agent);
      // Ids of other tools are theirs alone: ours name sessions that we can end.
      const rest = { startedAt: at, address, agent, externalId: null } as const;
      return { type: 'start-session', actor: REMOTE_TOOL, source: 'webhook', ...rest };
    }
    case 'session.ended':
      return { type: 'end-session', actor: REMOTE_TOOL, source: 'webhook', endedAt: at, endedBy: message.endedBy };
    default:
      return message satisfies never;
  }
}
