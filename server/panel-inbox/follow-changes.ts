import type { InboxDesk } from './inbox-desk.ts';
import type { Database } from '../storage/database.ts';
import type { TicketHints } from '../ticket-hints/ticket-hints.ts';
import type { InboxStore } from './inbox-store.ts';

export type FollowDeps = {
  /** Tickets of the installation that have an active request. */
  readonly activeTickets: (installationId: string) => Promise<readonly string[]>;
  readonly store: InboxStore;
  readonly hints: Pick<TicketHints, 'add'>;
};

/** More tickets than that are followed by the hourly look alone. */
const MOST_TICKETS = 1000;

/** Tickets of the installation that have an active request. */
export async function activeTickets(
  database: Pick<Database, 'read'>,
  installationId: string,
): Promise<readonly string[]> {
  const rows = await database.read
    .selectFrom('request')
    .select('ticket_id')
    .distinct()
    .where('installation_id', '=', installationId)
    .where('listed', '=', 'active')
    .where('ticket_id', 'is not', null)
    .limit(MOST_TICKETS)
    .execute();
  return rows.flatMap(({ ticket_id: id }) => (id === null ? [] : [id]));
}

/**
 * Asks which tickets with an active request were changed, closed, merged or deleted, and has those looked at. Nothing is lost when it
 * cannot be asked: the place where it stopped is kept.
 */
export async function followChanges(
  deps: FollowDeps,
  installationId: string,
  desk: InboxDesk,
  ticketIds: readonly string[],
): Promise<void> {
  if (desk.changes === null || ticketIds.length === 0) return;
  const { ticketMark } = await deps.store.find(installationId);
  const changed = await desk.changes.changedSince(ticketIds, ticketMark);
  if (changed.kind !== 'done') return;
  for (const ticketId of changed.value.ticketIds) await deps.hints.add(installationId, ticketId);
  await deps.store.keep(installationId, { ticketMark: changed.value.watermark });
}
