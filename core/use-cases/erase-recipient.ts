import type { StoredRequest, Stores } from '../ports/stores.ts';
import { decide } from '../session-request/decide.ts';
import type { SessionRequestEvent } from '../session-request/events.ts';
import { evolve } from '../session-request/evolve.ts';
import { type Refusal, refuse } from '../session-request/refusals.ts';
import { isActive, type SessionRequest } from '../session-request/states.ts';
import { type Actor, DEFAULT_SETTINGS, type Situation } from '../session-request/values.ts';
import type { CorePorts } from './core-ports.ts';
import { ChangedMeanwhile, storeChange } from './store-change.ts';
import { tryAgain } from './try-again.ts';

export type RecipientErasure = {
  readonly requestId: string;
  readonly pseudonym: string;
  /** Who closes it when it is still active; null: it must have ended. */
  readonly closedBy: Actor | null;
};

export type ErasureAnswer =
  | { readonly ok: true; readonly stored: StoredRequest; readonly closed: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

const SYSTEM: Actor = { kind: 'system' };

/**
 * Takes what is personal of the recipient out of a request's state; its log is cleaned afterwards. Closing and erasing are one change,
 * so that what is told of the closing names nobody. Works for requests of removed accounts too: nobody is told then.
 */
export async function eraseRecipient(ports: CorePorts, input: RecipientErasure): Promise<ErasureAnswer> {
  const answer = await tryAgain(() => ports.unitOfWork.run((stores) => carryOut(ports, stores, input)));
  if (answer.ok) {
    const { id: requestId, installationId, ticket } = answer.stored.request;
    ports.changes.announce({ requestId, installationId, ticketId: ticket?.id ?? null });
  }
  return answer;
}

async function carryOut(ports: CorePorts, stores: Stores, input: RecipientErasure): Promise<ErasureAnswer> {
  const stored = await stores.requests.find(input.requestId);
  if (stored === null) return refuse({ reason: 'no-such-request' });
  const installation = await stores.installations.find(stored.request.installationId);
  const settings = installation?.settings.lifecycle ?? DEFAULT_SETTINGS;
  const situation = { now: ports.clock.now(), recipientSeenAt: stored.recipientSeenAt, settings };
  const decision = decided(stored.request, input, situation);
  if (!decision.ok) return decision;
  const { events, after, closed } = decision;
  if (installation !== null) {
    const change = { installation, before: stored, events, situation };
    return { ok: true, closed, stored: await storeChange(stores, ports.planner, change) };
  }
  const saving = { request: after, events, expectedVersion: stored.request.version, activeKey: null, dueAt: null };
  if (!(await stores.requests.save(saving))) throw new ChangedMeanwhile();
  return { ok: true, closed, stored: { ...stored, request: after, activeKey: null } };
}

type Decided =
  | {
      readonly ok: true;
      readonly events: readonly SessionRequestEvent[];
      readonly after: SessionRequest;
      readonly closed: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal };

function decided(request: SessionRequest, { closedBy, pseudonym }: RecipientErasure, situation: Situation): Decided {
  const events: SessionRequestEvent[] = [];
  let after = request;
  const closes = isActive(request) && closedBy !== null;
  if (closes) {
    const closing = decide(
      { type: 'close-request', actor: closedBy, outcome: 'cancelled', note: '' },
      after,
      situation,
    );
    if (!closing.ok && closing.refusal.reason !== 'expired') return closing;
    if (closing.ok) events.push(...closing.events);
  }
  for (const event of events) after = evolve(after, event);
  const erasing = decide({ type: 'erase-recipient', actor: SYSTEM, pseudonym }, after, situation);
  if (!erasing.ok) return erasing;
  for (const event of erasing.events) after = evolve(after, event);
  return { ok: true, events: [...events, ...erasing.events], after, closed: closes };
}
