import type { Actor } from '../../core/session-request/values.ts';
import { isActive } from '../../core/session-request/states.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { eraseRecipient } from '../../core/use-cases/erase-recipient.ts';
import type { Database } from '../storage/database.ts';
import { entriesLeft, eraseDeliveries } from './delivery-part.ts';
import { addCounts, type RunningErasure } from './erasure-store.ts';
import { type FoundRequest, findRequests, readFound } from './find-requests.ts';
import {
  auditRowsOf,
  eraseAccount,
  endOrgSignIns,
  forgetTickets,
  pseudonymiseRows,
  rememberedTickets,
} from './person-parts.ts';
import { scrubRequest } from './scrub-request.ts';

export type PassDeps = { readonly database: Database; readonly core: CorePorts };

/** Audit rows replaced in one transaction. */
const ROWS_AT_ONCE = 200;

/**
 * Erases all that is found, each request in a transaction of its own. Returns true when nothing is left. Can break off anywhere and be
 * done again: what is done is not found any more.
 */
export async function erasePass(deps: PassDeps, erasure: RunningErasure, closedBy: Actor): Promise<boolean> {
  const { database, core } = deps;
  let clean = true;
  for await (const found of findRequests(database, erasure.subject)) {
    // What was begun for the person afterwards is not what was asked to be erased.
    if (found.request.createdAt > erasure.startedAt) continue;
    await eraseFound(deps, erasure, found, closedBy);
    clean = false;
  }
  if (!(await settleDeliveries(deps, erasure))) clean = false;
  await eraseBeside(database, erasure, core.clock.now());
  if (!(await pseudonymiseLog(deps, erasure))) clean = false;
  return clean;
}

async function eraseFound(
  { database, core }: PassDeps,
  { id, subject, pseudonym }: RunningErasure,
  { request, part }: FoundRequest,
  closedBy: Actor,
): Promise<void> {
  if (part.isRecipient && request.erasedAt === null) {
    const answer = await eraseRecipient(core, { requestId: request.id, pseudonym, closedBy });
    if (answer.ok && answer.closed) await database.write((db) => addCounts(db, id, { closed: 1 }));
  }
  const found = await readFound(database, subject, request.id);
  if (found === null || (found.part.isRecipient && isActive(found.request))) return;
  await database.write(async (db) => {
    const now = core.clock.now();
    const row = leftRow(id, found, now);
    const isNew = await db
      .insertInto('erasure_left')
      .values(row)
      .onConflict((conflict) => conflict.columns(['erasure_id', 'request_id']).doNothing())
      .executeTakeFirst();
    const counts = await scrubRequest(db, found, { subject, pseudonym, at: now });
    await addCounts(db, id, { ...counts, request: Number(isNew.numInsertedOrUpdatedRows ?? 0n) });
  });
}

function leftRow(id: string, { request, part }: FoundRequest, now: number) {
  return {
    erasure_id: id,
    request_id: request.id,
    number: request.number,
    installation_id: request.installationId,
    ticket_id: request.ticket?.id ?? null,
    ticket_number: request.ticket?.number ?? null,
    notes: 0,
    erased_at: now,
    settled: part.isRecipient ? 0 : 1,
  };
}

async function settleDeliveries({ database, core }: PassDeps, { id }: RunningErasure): Promise<boolean> {
  const open = await database.read
    .selectFrom('erasure_left')
    .select(['request_id', 'erased_at', 'notes'])
    .where('erasure_id', '=', id)
    .where('settled', '=', 0)
    .execute();
  let all = true;
  for (const { request_id: requestId, erased_at: erasedAt } of open) {
    const waits = await database.write(async (db) => {
      const notes = await entriesLeft(db, requestId);
      const { removed, waits: isWaiting } = await eraseDeliveries(db, requestId, erasedAt, core.clock.now());
      const left = db.updateTable('erasure_left').where('erasure_id', '=', id).where('request_id', '=', requestId);
      const settled = isWaiting ? 0 : 1;
      await left.set((is) => ({ settled, notes: removed > 0 ? is('notes', '+', notes) : is.ref('notes') })).execute();
      await addCounts(db, id, { delivery: removed });
      return isWaiting;
    });
    if (waits) all = false;
  }
  return all;
}

async function eraseBeside(
  database: Database,
  { id, subject, pseudonym }: RunningErasure,
  _now: number,
): Promise<void> {
  const tickets = await rememberedTickets(database, subject);
  for (let from = 0; from < tickets.length; from += ROWS_AT_ONCE) {
    const some = tickets.slice(from, from + ROWS_AT_ONCE);
    await database.write(async (db) => addCounts(db, id, { ticket_seen: await forgetTickets(db, some) }));
  }
  await database.write(async (db) => {
    const counts = {
      person: await eraseAccount(db, subject, pseudonym),
      org_sign_in: await endOrgSignIns(db, subject),
    };
    await addCounts(db, id, counts);
  });
}

/** Rows that are not sealed yet are left for the next pass, a second later. */
async function pseudonymiseLog({ database, core }: PassDeps, erasure: RunningErasure): Promise<boolean> {
  const { id, subject, pseudonym } = erasure;
  const found = await auditRowsOf(database, subject);
  let done = 0;
  for (let from = 0; from < found.length; from += ROWS_AT_ONCE) {
    const ids = found.slice(from, from + ROWS_AT_ONCE);
    done += await database.writeSession(async (unit) => {
      const at = core.clock.now();
      const count = await pseudonymiseRows(unit, ids, { subject, pseudonym, at });
      await addCounts(unit.db, id, { audit: count });
      return count;
    });
  }
  return done === found.length;
}
