import { mayCommand, maySee, type Person } from '../people/rights.ts';
import type { StoredRequest, Stores } from '../ports/stores.ts';
import type { SessionRequestCommand } from '../session-request/commands.ts';
import { decide } from '../session-request/decide.ts';
import { type Refusal, refuse } from '../session-request/refusals.ts';
import { type CommandAnswer, recallAnswer, rememberAnswer } from './answers.ts';
import type { CommandEnvelope, CorePorts } from './core-ports.ts';
import { situationOf, storeChange } from './store-change.ts';
import { tryAgain } from './try-again.ts';

export type RequestCommand = {
  readonly requestId: string;
  readonly command: Exclude<SessionRequestCommand, { type: 'create-request' }>;
  /** The agent who gives it; null for the recipient, the remote tool, the help desk and the system. */
  readonly person: Person | null;
  /** The installation whose credential was shown; null for people who signed in here. */
  readonly installationId: string | null;
  /** The version the sender saw; null when it does not matter. */
  readonly expectedVersion: number | null;
  readonly envelope: CommandEnvelope | null;
};

/** Carries out a command on an existing request: load, decide, and store everything in one unit of work. */
export async function commandRequest(ports: CorePorts, input: RequestCommand): Promise<CommandAnswer> {
  const answer = await tryAgain(() => ports.unitOfWork.run((stores) => carryOut(ports, stores, input)));
  if (answer.ok && !answer.replayed) {
    const { id: requestId, installationId, ticket } = answer.stored.request;
    ports.changes.announce({ requestId, installationId, ticketId: ticket?.id ?? null });
  }
  return answer;
}

async function carryOut(ports: CorePorts, stores: Stores, input: RequestCommand): Promise<CommandAnswer> {
  const known = await recallAnswer(stores, input.envelope);
  if (known !== null) return known;
  const stored = await stores.requests.find(input.requestId);
  const refusal = accessRefusal(stored, input);
  if (stored === null || refusal !== null) return refuse(refusal ?? { reason: 'no-such-request' });
  const installation = await stores.installations.find(stored.request.installationId);
  if (installation === null) return refuse({ reason: 'no-such-request' });

  const now = ports.clock.now();
  // The recipient's press is presence: the sweep must not look again before the server has noted it.
  const seen = input.command.actor.kind === 'recipient' ? { ...stored, recipientSeenAt: now } : stored;
  const situation = situationOf(installation, seen, now);
  const decision = decide(input.command, stored.request, situation);
  if (!decision.ok) {
    await rememberAnswer(stores, input.envelope, decision, now);
    return decision;
  }
  const change = { installation, before: stored, events: decision.events, situation };
  const after = await storeChange(stores, ports.planner, change);
  const answer = { ok: true, stored: after, version: after.request.version, replayed: false, created: false } as const;
  await rememberAnswer(stores, input.envelope, answer, now);
  return answer;
}

/** Somebody else's request looks exactly like none. */
function accessRefusal(stored: StoredRequest | null, input: RequestCommand): Refusal | null {
  if (stored === null) return { reason: 'no-such-request' };
  if (input.installationId !== null && stored.request.installationId !== input.installationId) {
    return { reason: 'no-such-request' };
  }
  if (input.person !== null && !maySee(input.person, stored.request)) return { reason: 'no-such-request' };
  if (input.person !== null && !mayCommand(input.person)) return { reason: 'not-permitted' };
  if (input.expectedVersion !== null && input.expectedVersion !== stored.request.version) {
    return { reason: 'stale-version', version: stored.request.version };
  }
  return null;
}
