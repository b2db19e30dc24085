import type { EpochMs } from '../../core/session-request/values.ts';
import type { SessionRequest, Status } from '../../core/session-request/states.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { Database } from '../storage/database.ts';
import { readEvent } from '../storage/stored-json.ts';
import { readDeliveries } from './delivery-part.ts';
import { type FoundRequest, findRequests, recipientsIn } from './find-requests.ts';
import { accountOf, orgSignInsOf, rememberedTickets, settingsNaming } from './person-parts.ts';
import { REQUEST_PARTS } from './request-parts.ts';
import { isRecipient, type Subject } from './subject.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** All that is kept of a person, as whoever is asked for it by law hands it over. */
export type PersonExport = {
  readonly format: 'session-requests-person-1';
  readonly about: Subject;
  readonly at: EpochMs;
  readonly requests: readonly ExportedRequest[];
  /** Numbers of requests on which the person worked as an agent; what they are about belongs to others. */
  readonly workedOn: readonly string[];
  readonly beside: Readonly<Record<string, Rows>>;
};

export type ExportedRequest = {
  readonly number: string;
  readonly status: Status;
  /** Null where it was for the person only before it was corrected: the rest belongs to somebody else. */
  readonly state: SessionRequest | null;
  readonly events: readonly SessionRequestEvent[];
  readonly deliveries: Rows;
  readonly beside: Readonly<Record<string, Rows>>;
};

/** Reads by the same search and the same lists as the erasure. */
export async function exportPerson(database: Database, subject: Subject, at: EpochMs): Promise<PersonExport> {
  const requests: ExportedRequest[] = [];
  const workedOn: string[] = [];
  for await (const found of findRequests(database, subject)) {
    if (found.part.isAgent) workedOn.push(found.request.number);
    if (found.part.isRecipient || found.part.wasRecipient) requests.push(await exported(database, subject, found));
  }
  const db = database.read;
  const account = await accountOf(db, subject);
  const tickets = await rememberedTickets(database, subject);
  const signIns = await orgSignInsOf(db, subject);
  const beside = {
    ticket_seen: tickets.map(({ ticket_id: ticketId, own }) => ({ ticketId, contacts: own })),
    person: account === null ? [] : [account],
    org_sign_in: signIns.map((row) => ({
      name: row.agent_name,
      email: row.agent_email,
      signedInAt: row.signed_in_at,
      seenAt: row.seen_at,
    })),
    setting: (await settingsNaming(db, subject)).map((name) => ({ name })),
  };
  return { format: 'session-requests-person-1', about: subject, at, requests, workedOn, beside };
}

async function exported(
  database: Database,
  subject: Subject,
  { request, part }: FoundRequest,
): Promise<ExportedRequest> {
  const db = database.read;
  const rows = await db
    .selectFrom('event')
    .select('data')
    .where('request_id', '=', request.id)
    .orderBy('seq')
    .execute();
  const events = rows.map(({ data }) => readEvent(data));
  const { number, status } = request;
  if (!part.isRecipient) {
    const own = events.filter((event) => recipientsIn(event).some((one) => isRecipient(subject, one)));
    return { number, status, state: null, events: own, deliveries: [], beside: {} };
  }
  const beside: Record<string, Rows> = {};
  for (const each of REQUEST_PARTS) {
    const kept = await each.read(db, request.id);
    if (kept.length > 0) beside[each.table] = kept;
  }
  return { number, status, state: request, events, deliveries: await readDeliveries(db, request.id), beside };
}
