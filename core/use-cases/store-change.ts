import type { Installation } from '../ports/installation.ts';
import type { AuditEntry, StoredRequest, Stores } from '../ports/stores.ts';
import type { DeliveryPlanner } from '../ports/delivery-planner.ts';
import type { SessionRequestEvent } from '../session-request/events.ts';
import { evolve } from '../session-request/evolve.ts';
import { isActive, type SessionRequest } from '../session-request/states.ts';
import { nextDueAt } from '../session-request/timers.ts';
import type { EpochMs, Recipient, Situation } from '../session-request/values.ts';

/** Thrown inside a unit of work when somebody else changed the request first: the whole use case is tried again. */
export class ChangedMeanwhile extends Error {
  readonly code = 'changed-meanwhile';
}

export type ChangeToStore = {
  readonly installation: Installation;
  readonly before: StoredRequest | null;
  readonly events: readonly SessionRequestEvent[];
  readonly situation: Situation;
};

/** Writes a change with its events, deliveries and audit rows. Throws `ChangedMeanwhile` when the version moved. */
export async function storeChange(
  stores: Stores,
  planner: DeliveryPlanner,
  change: ChangeToStore,
): Promise<StoredRequest> {
  const { installation, before, events, situation } = change;
  const after = fold(before?.request ?? null, events);
  const activeKey = await placeOf(stores, change, after);
  const saved = await stores.requests.save({
    request: after,
    events,
    expectedVersion: before?.request.version ?? 0,
    activeKey,
    dueAt: nextDueAt(after, situation),
  });
  if (!saved) throw new ChangedMeanwhile();
  if (events.length > 0) {
    const planned = planner.plan({ installation, before: before?.request ?? null, after, events, now: situation.now });
    if (planned.length > 0) await stores.deliveries.enqueue(planned, situation.now);
    await stores.audit.append(events.map((event) => auditEntry(event, after)));
  }
  return { request: after, recipientSeenAt: before?.recipientSeenAt ?? null, activeKey };
}

function fold(before: SessionRequest | null, events: readonly SessionRequestEvent[]): SessionRequest {
  let state = before;
  for (const event of events) state = evolve(state, event);
  if (state === null) throw new Error('a new request needs at least one event');
  return state;
}

/**
 * One active request per ticket and recipient: the first holds the place. Another one made on purpose, reopened or attached beside it
 * holds none.
 */
async function placeOf(stores: Stores, change: ChangeToStore, after: SessionRequest): Promise<string | null> {
  const { before } = change;
  if (!isActive(after) || after.ticket === null) return null;
  const key = placeKey(after.ticket.id, after.recipient);
  const wasThere = before !== null && isActive(before.request) && before.request.ticket !== null;
  if (wasThere && (before.activeKey === null || before.activeKey === key)) return before.activeKey;
  const holder = await stores.requests.findActive(after.installationId, key);
  return holder === null || holder.request.id === after.id ? key : null;
}

export function placeKey(ticketId: string, recipient: Recipient): string {
  return `${ticketId}\n${recipientKey(recipient)}`;
}

function recipientKey(recipient: Recipient): string {
  return (recipient.email ?? recipient.phone ?? recipient.name).toLowerCase();
}

/** Who did what, without the personal data that the event itself keeps and that may have to be erased. */
function auditEntry(event: SessionRequestEvent, request: SessionRequest): AuditEntry {
  return {
    at: event.at,
    actor: event.actor,
    action: `request.${event.type}`,
    installationId: request.installationId,
    requestId: request.id,
    detail: JSON.stringify({
      number: request.number,
      status: request.status,
      version: request.version,
      ...consentOf(event),
    }),
  };
}

/** What somebody agreed to stands in the sealed log word for word, the address as its hash. */
function consentOf(event: SessionRequestEvent): object {
  if (event.type !== 'access-granted' || event.consent.source !== 'join-page') return {};
  const { textVersion, language, named, wishes = [], addressHash = null } = event.consent;
  return { textVersion, language, named, wishes, addressHash };
}

export function situationOf(installation: Installation, stored: StoredRequest | null, now: EpochMs): Situation {
  return { now, recipientSeenAt: stored?.recipientSeenAt ?? null, settings: installation.settings.lifecycle };
}
