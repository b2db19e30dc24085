import { type Kysely, sql, type SqlBool } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import { readTicketSeen } from '../storage/stored-json.ts';
import type { Tables } from '../storage/tables.ts';

type Db = Kysely<Tables>;

export async function countOldTickets(db: Db, before: EpochMs): Promise<number> {
  const row = await oldTickets(db, before)
    .select(sql<number>`count(*)`.as('rows'))
    .executeTakeFirst();
  return row?.rows ?? 0;
}

/**
 * Forgets contacts and subjects of tickets that were not looked at for long. Group and agent stay: by them agents see the ended requests
 * of their tickets. A ticket on which something is still going on stays whole.
 */
export async function cleanOldTickets(db: Db, before: EpochMs, limit: number): Promise<number> {
  const rows = await oldTickets(db, before).select(['installation_id', 'ticket_id', 'seen']).limit(limit).execute();
  for (const row of rows) {
    const seen = JSON.stringify({ ...readTicketSeen(row.seen), contacts: [], subject: '' });
    const same = db.updateTable('ticket_seen').set({ seen }).where('installation_id', '=', row.installation_id);
    await same.where('ticket_id', '=', row.ticket_id).where('seen_at', '<', before).execute();
  }
  return rows.length;
}

function oldTickets(db: Db, before: EpochMs) {
  return db
    .selectFrom('ticket_seen')
    .where('seen_at', '<', before)
    .where((is) =>
      is.or([
        is('seen', 'like', '%"contacts":[{%'),
        sql<SqlBool>`(seen like '%"subject":%' and seen not like '%"subject":""%')`,
      ]),
    )
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('request')
            .select('request.id')
            .whereRef('request.installation_id', '=', 'ticket_seen.installation_id')
            .whereRef('request.ticket_id', '=', 'ticket_seen.ticket_id')
            .where('request.listed', '=', 'active'),
        ),
      ),
    );
}
