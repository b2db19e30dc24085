import { type Kysely, sql } from 'kysely';
import type { TicketSeen } from '../../core/ports/stores.ts';
import { pseudonymiseAudit } from '../storage/audit-cleaning.ts';
import type { Database, UnitSession } from '../storage/database.ts';
import { letOthersTurn } from '../storage/next-turn.ts';
import { readTicketSeen } from '../storage/stored-json.ts';
import type { Tables } from '../storage/tables.ts';
import { speaksOfAgent, withoutAgent } from './agent-traces.ts';
import { mayMention } from './mentions.ts';
import { isAgent, isEmailOf, type Subject } from './subject.ts';

type Db = Kysely<Tables>;

const TICKETS_AT_ONCE = 2000;

type SeenRow = { readonly installation_id: string; readonly ticket_id: string; readonly seen: string };
export type RememberedTicket = Omit<SeenRow, 'seen'> & { readonly own: TicketSeen['contacts'] };

/** Tickets that are remembered with the person as a contact or as the agent. The memory is a copy: it is made anew when it is needed. */
export async function rememberedTickets(database: Database, subject: Subject): Promise<readonly RememberedTicket[]> {
  const found: RememberedTicket[] = [];
  const othersTurned = letOthersTurn();
  for (let last: SeenRow | undefined, isFirst = true; isFirst || last !== undefined; isFirst = false) {
    const rows = await database.readAside(ticketsMentioning(database.read, subject, last));
    for (const row of rows) {
      const own = ownContacts(row, subject);
      if (own !== null) found.push({ installation_id: row.installation_id, ticket_id: row.ticket_id, own });
      await othersTurned();
    }
    last = rows.length < TICKETS_AT_ONCE ? undefined : rows.at(-1);
  }
  return found;
}

function ticketsMentioning(db: Db, subject: Subject, after: SeenRow | undefined) {
  let query = db.selectFrom('ticket_seen').select(['installation_id', 'ticket_id', 'seen']);
  if (after !== undefined) {
    query = query.where((is) =>
      is.eb(is.refTuple('installation_id', 'ticket_id'), '>', is.tuple(after.installation_id, after.ticket_id)),
    );
  }
  const narrowed = query.where(mayMention(subject, sql.ref('seen')));
  return narrowed.orderBy('installation_id').orderBy('ticket_id').limit(TICKETS_AT_ONCE);
}

/** The person's own entries among a ticket's contacts; null when the ticket does not speak of the person at all. */
function ownContacts({ seen }: SeenRow, subject: Subject): TicketSeen['contacts'] | null {
  const { contacts, agent } = readTicketSeen(seen);
  const own = contacts.filter(
    ({ email, phone }) => isEmailOf(subject, email) || (subject.phone !== null && phone === subject.phone),
  );
  return own.length > 0 || (agent !== null && isAgent(subject, agent)) ? own : null;
}

export async function forgetTickets(db: Db, tickets: readonly RememberedTicket[]): Promise<number> {
  for (const row of tickets) {
    const ticket = db.deleteFrom('ticket_seen').where('installation_id', '=', row.installation_id);
    await ticket.where('ticket_id', '=', row.ticket_id).execute();
  }
  return tickets.length;
}

/** The person's account in the console, if there is one. */
export async function accountOf(db: Db, { email }: Subject) {
  if (email === null) return null;
  const columns = ['id', 'name', 'email', 'role', 'created_at', 'disabled_at'] as const;
  const rows = await db.selectFrom('person').select(columns).where('email', '=', email).execute();
  return rows[0] ?? null;
}

/** The account stays as a name for what was done with it; nobody can use it any more. */
export async function eraseAccount(db: Db, subject: Subject, pseudonym: string): Promise<number> {
  const account = await accountOf(db, subject);
  if (account === null || account.disabled_at === null) return 0;
  const { id } = account;
  const values = {
    name: pseudonym,
    email: `erased-${id}@invalid`,
    password_hash: null,
    language: null,
    time_zone: null,
  };
  await db.updateTable('person').set(values).where('id', '=', id).execute();
  await db.deleteFrom('person_identity').where('person_id', '=', id).execute();
  await db.deleteFrom('person_device').where('person_id', '=', id).execute();
  await db.deleteFrom('sign_in').where('person_id', '=', id).execute();
  await db.deleteFrom('one_time_link').where('person_id', '=', id).execute();
  await db.deleteFrom('oauth_grant').where('person_id', '=', id).execute();
  await db.deleteFrom('oauth_code').where('person_id', '=', id).execute();
  await db.deleteFrom('queue_member').where('person_id', '=', id).execute();
  await db.deleteFrom('agent_link').where('person_id', '=', id).execute();
  await db.deleteFrom('agent_notice').where('person_id', '=', id).execute();
  await db.deleteFrom('agent_seen').where('person_id', '=', id).execute();
  await db.deleteFrom('browser_notice').where('person_id', '=', id).execute();
  return 1;
}

export async function orgSignInsOf(db: Db, subject: Subject) {
  const rows = await db
    .selectFrom('org_sign_in')
    .select(['token_hash', 'agent_name', 'agent_email', 'signed_in_at', 'seen_at'])
    .where('agent_email', 'is not', null)
    .execute();
  return rows.filter(({ agent_email: email }) => isEmailOf(subject, email));
}

export async function endOrgSignIns(db: Db, subject: Subject): Promise<number> {
  const rows = await orgSignInsOf(db, subject);
  for (const row of rows) await db.deleteFrom('org_sign_in').where('token_hash', '=', row.token_hash).execute();
  return rows.length;
}

const AUDIT_AT_ONCE = 4000;

/** Ids of audit rows in which the person stands as the one who did it, or in the detail. */
export async function auditRowsOf(database: Database, subject: Subject): Promise<readonly number[]> {
  if (subject.email === null) return [];
  const newest = await database.read
    .selectFrom('audit')
    .select(sql<number>`max(id)`.as('id'))
    .executeTakeFirst();
  const found: number[] = [];
  const othersTurned = letOthersTurn();
  for (let from = 0; from <= (newest?.id ?? 0); from += AUDIT_AT_ONCE) {
    const rows = await database.readAside(
      database.read
        .selectFrom('audit')
        .select(['id', 'actor', 'detail'])
        .where('id', '>=', from)
        .where('id', '<', from + AUDIT_AT_ONCE)
        .where((is) => is.or([mayMention(subject, sql.ref('actor')), mayMention(subject, sql.ref('detail'))])),
    );
    for (const { id, actor, detail } of rows) {
      if ([actor, detail].some((text) => speaksOfAgent(text, subject))) found.push(id);
      await othersTurned();
    }
  }
  return found;
}

export async function pseudonymiseRows(
  unit: UnitSession,
  ids: readonly number[],
  about: { readonly subject: Subject; readonly pseudonym: string; readonly at: number },
): Promise<number> {
  const rows = await unit.db.selectFrom('audit').select(['id', 'actor', 'detail']).where('id', 'in', ids).execute();
  const cleaned = rows.map(({ id, actor, detail }) => ({
    id,
    actor: withoutAgent(actor, about.subject, about.pseudonym),
    detail: withoutAgent(detail, about.subject, about.pseudonym),
  }));
  return pseudonymiseAudit(unit, cleaned, about.at);
}

/** Settings in which the person's address stands. An admin wrote it there and takes it out. */
export async function settingsNaming(db: Db, subject: Subject): Promise<readonly string[]> {
  const settings = await db
    .selectFrom('setting')
    .select('key')
    .where(mayMention(subject, sql.ref('value')))
    .execute();
  const desks = await db
    .selectFrom('installation')
    .select('name')
    .where(mayMention(subject, sql.ref('settings')))
    .where('removed_at', 'is', null)
    .execute();
  return [...settings.map(({ key }) => key), ...desks.map(({ name }) => name)];
}
