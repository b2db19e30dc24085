import { sql } from 'kysely';
import { isActive } from '../../core/session-request/states.ts';
import type { Database } from '../storage/database.ts';
import { findRequests } from './find-requests.ts';
import { accountOf, auditRowsOf, orgSignInsOf, rememberedTickets, settingsNaming } from './person-parts.ts';
import type { Subject } from './subject.ts';

/** What an erasure would do, before anybody says that it shall. */
export type ErasurePreview = {
  /** Requests that are for the person. */
  readonly requests: number;
  /** Of them: still active. */
  readonly active: number;
  /** Requests that were for the person before they were corrected. */
  readonly former: number;
  /** Requests on which the person worked as an agent. */
  readonly asAgent: number;
  /** Names under which the requests were made: more than one is worth a second look. */
  readonly names: readonly string[];
  readonly events: number;
  readonly deliveries: number;
  readonly tickets: number;
  readonly auditRows: number;
  readonly signIns: number;
  readonly account: { readonly name: string; readonly isActive: boolean } | null;
  /** Settings that name the person: an admin takes them out by hand. */
  readonly settings: readonly string[];
  readonly isNothing: boolean;
};

const MOST_NAMES = 20;

export async function previewOf(database: Database, subject: Subject): Promise<ErasurePreview> {
  const found = await countRequests(database, subject);
  const account = await accountOf(database.read, subject);
  const tickets = (await rememberedTickets(database, subject)).length;
  const auditRows = (await auditRowsOf(database, subject)).length;
  const signIns = (await orgSignInsOf(database.read, subject)).length;
  const { requests, former, asAgent } = found;
  return {
    ...found,
    names: [...found.names].slice(0, MOST_NAMES),
    tickets,
    auditRows,
    signIns,
    account: account === null ? null : { name: account.name, isActive: account.disabled_at === null },
    settings: await settingsNaming(database.read, subject),
    isNothing: requests + former + asAgent + tickets + auditRows + signIns === 0 && account === null,
  };
}

async function countRequests(database: Database, subject: Subject) {
  const names = new Set<string>();
  const counts = { requests: 0, active: 0, former: 0, asAgent: 0, events: 0, deliveries: 0 };
  for await (const { request, part } of findRequests(database, subject)) {
    if (part.isAgent) counts.asAgent += 1;
    if (part.wasRecipient) counts.former += 1;
    if (!part.isRecipient) continue;
    names.add(request.recipient.name);
    counts.requests += 1;
    if (isActive(request)) counts.active += 1;
    counts.events += await rowsOf(database, 'event', request.id);
    counts.deliveries += await rowsOf(database, 'delivery', request.id);
  }
  return { ...counts, names };
}

async function rowsOf(database: Database, table: 'event' | 'delivery', requestId: string): Promise<number> {
  const rows = database.read.selectFrom(table).select(sql<number>`count(*)`.as('rows'));
  return (await rows.where('request_id', '=', requestId).executeTakeFirst())?.rows ?? 0;
}
