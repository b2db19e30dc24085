import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import type { TicketHints } from './ticket-hints.ts';

/** Help desks tell of a change once, or not at all: a ticket with an active request is looked at again after this. */
const OVERDUE_MS = 60 * 60_000;
/** Few at a time, oldest first: the account's calls are for people. The rest comes with the next turns. */
const AT_ONCE = 20;

/** Hints at the tickets with an active request that were not looked at for an hour. Returns how many. */
export async function hintOverdueTickets(
  database: Pick<Database, 'read'>,
  hints: Pick<TicketHints, 'add'>,
  now: EpochMs,
): Promise<number> {
  const overdue = await database.read
    .selectFrom('request')
    .innerJoin('ticket_seen', (join) =>
      join
        .onRef('ticket_seen.installation_id', '=', 'request.installation_id')
        .onRef('ticket_seen.ticket_id', '=', 'request.ticket_id'),
    )
    .innerJoin('installation', 'installation.id', 'request.installation_id')
    .select(['ticket_seen.installation_id', 'ticket_seen.ticket_id', 'ticket_seen.seen_at'])
    .distinct()
    .where('request.listed', '=', 'active')
    .where('installation.removed_at', 'is', null)
    .where('ticket_seen.seen_at', '<', now - OVERDUE_MS)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('ticket_hint')
            .select('ticket_hint.ticket_id')
            .whereRef('ticket_hint.installation_id', '=', 'ticket_seen.installation_id')
            .whereRef('ticket_hint.ticket_id', '=', 'ticket_seen.ticket_id'),
        ),
      ),
    )
    .orderBy('ticket_seen.seen_at')
    .limit(AT_ONCE)
    .execute();
  for (const { installation_id: installationId, ticket_id: ticketId } of overdue) {
    await hints.add(installationId, ticketId);
  }
  return overdue.length;
}
