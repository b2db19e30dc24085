import { sql } from 'kysely';
import { prepare } from './prepared.ts';
import type { Placement } from './request-row.ts';
import type { RequestTable } from './tables.ts';

type Counter = { name: 'request_number' };

export const nextCounterNumber = prepare<Counter>()((db, { name }) =>
  db
    .updateTable('counter')
    .set({ value: sql`value + 1` })
    .where('name', '=', name)
    .returning('value'),
);

/** A sequence gives numbers without waiting for other transactions. */
export const nextSequenceNumber = prepare<Counter>()((db, { name }) =>
  db.selectNoFrom(sql<number>`nextval(cast(${name} as regclass))`.as('value')),
);

export const requestById = prepare<{ id: string }>()((db, { id }) =>
  db
    .selectFrom('request')
    .leftJoin('presence', 'presence.request_id', 'request.id')
    .select(['request.state', 'request.active_key', 'presence.seen_at'])
    .where('request.id', '=', id),
);

export const requestBySerial = prepare<{ serial: number }>()((db, { serial }) =>
  db
    .selectFrom('request')
    .leftJoin('presence', 'presence.request_id', 'request.id')
    .select(['request.state', 'request.active_key', 'presence.seen_at'])
    .where('request.serial', '=', serial),
);

export const activeAtPlace = prepare<{ installationId: string; activeKey: string }>()((db, values) =>
  db
    .selectFrom('request')
    .leftJoin('presence', 'presence.request_id', 'request.id')
    .select(['request.state', 'request.active_key', 'presence.seen_at'])
    .where('request.installation_id', '=', values.installationId)
    .where('request.active_key', '=', values.activeKey),
);

export const activeRequestsOfTicket = prepare<{ installationId: string; ticketId: string }>()((db, values) =>
  db
    .selectFrom('request')
    .leftJoin('presence', 'presence.request_id', 'request.id')
    .select(['request.state', 'request.active_key', 'presence.seen_at'])
    .where('request.installation_id', '=', values.installationId)
    .where('request.ticket_id', '=', values.ticketId)
    .where('request.listed', '=', 'active')
    .orderBy('request.serial'),
);

/** Does nothing when the number, the id or the place on the ticket is taken. */
export const insertRequest = prepare<RequestTable>()((db, row) =>
  db
    .insertInto('request')
    .values({
      serial: row.serial,
      id: row.id,
      installation_id: row.installation_id,
      ticket_id: row.ticket_id,
      active_key: row.active_key,
      status: row.status,
      listed: row.listed,
      sort_at: row.sort_at,
      queue_id: row.queue_id,
      assignee_agent_id: row.assignee_agent_id,
      created_by_agent_id: row.created_by_agent_id,
      due_at: row.due_at,
      version: row.version,
      state: row.state,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

type Change = {
  id: string;
  serial: number;
  expectedVersion: number;
  status: RequestTable['status'];
  version: number;
  dueAt: number | null;
  state: string;
};

/** For a change that moves the request in no list: touches no index but that of due times. */
export const updateRequest = prepare<Change>()((db, change) =>
  db
    .updateTable('request')
    .set({ status: change.status, version: change.version, due_at: change.dueAt, state: change.state })
    .where('serial', '=', change.serial)
    .where('id', '=', change.id)
    .where('version', '=', change.expectedVersion),
);

/** For any change. Does nothing when another request holds the place on the ticket. */
export const updateRequestAndPlacement = prepare<Change & Placement & { installationId: string }>()((db, change) =>
  db
    .updateTable('request')
    .set({
      status: change.status,
      version: change.version,
      due_at: change.dueAt,
      state: change.state,
      ticket_id: change.ticket_id,
      active_key: change.active_key,
      listed: change.listed,
      sort_at: change.sort_at,
      queue_id: change.queue_id,
      assignee_agent_id: change.assignee_agent_id,
    })
    .where('serial', '=', change.serial)
    .where('id', '=', change.id)
    .where('version', '=', change.expectedVersion)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('request as other')
            .select('other.serial')
            .where('other.installation_id', '=', change.installationId)
            .where('other.active_key', '=', change.active_key)
            .where('other.serial', '<>', change.serial),
        ),
      ),
    ),
);

type OfTicket = { installationId: string; ticketId: string; beforeSerial: number; limit: number };

export const requestsOfTicketBefore = prepare<OfTicket>()((db, values) =>
  db
    .selectFrom('request')
    .leftJoin('presence', 'presence.request_id', 'request.id')
    .select(['request.serial', 'request.state', 'request.active_key', 'presence.seen_at'])
    .where('request.installation_id', '=', values.installationId)
    .where('request.ticket_id', '=', values.ticketId)
    .where('request.serial', '<', values.beforeSerial)
    .orderBy('request.serial', 'desc')
    .limit(values.limit),
);
