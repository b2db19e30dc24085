import type { TicketMemory } from '../../core/ports/stores.ts';
import { prepare } from './prepared.ts';
import type { Session } from './session.ts';
import { readTicketSeen } from './stored-json.ts';
import type { TicketSeenTable } from './tables.ts';

const ticketSeen = prepare<{ installationId: string; ticketId: string }>()((db, values) =>
  db
    .selectFrom('ticket_seen')
    .select('seen')
    .where('installation_id', '=', values.installationId)
    .where('ticket_id', '=', values.ticketId),
);

const rememberTicket = prepare<TicketSeenTable>()((db, row) =>
  db
    .insertInto('ticket_seen')
    .values({
      installation_id: row.installation_id,
      ticket_id: row.ticket_id,
      seen: row.seen,
      group_id: row.group_id,
      agent_id: row.agent_id,
      seen_at: row.seen_at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['installation_id', 'ticket_id'])
        .doUpdateSet((eb) => ({
          seen: eb.ref('excluded.seen'),
          group_id: eb.ref('excluded.group_id'),
          agent_id: eb.ref('excluded.agent_id'),
          seen_at: eb.ref('excluded.seen_at'),
        }))
        .whereRef('ticket_seen.seen_at', '<=', 'excluded.seen_at'),
    ),
);

export function ticketMemory(session: Session): TicketMemory {
  return {
    recall: async (installationId, ticketId) => {
      const row = await session.first(ticketSeen, { installationId, ticketId });
      return row === null ? null : readTicketSeen(row.seen);
    },
    remember: async (installationId, ticketId, seen) => {
      await session.run(rememberTicket, {
        installation_id: installationId,
        ticket_id: ticketId,
        seen: JSON.stringify(seen),
        group_id: seen.groupId,
        agent_id: seen.agent?.id ?? null,
        seen_at: seen.seenAt,
      });
    },
  };
}
