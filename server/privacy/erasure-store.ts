import { z } from 'zod';
import type { Kysely } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { type Vault, VaultFault } from '../secrets/vault.ts';
import type { Tables } from '../storage/tables.ts';
import type { ErasureTable } from './privacy-tables.ts';
import type { Counts } from './scrub-request.ts';
import type { Subject } from './subject.ts';

type Db = Kysely<Tables>;

/** An erasure that goes on, with whom it is about. */
export type RunningErasure = {
  readonly id: string;
  readonly pseudonym: string;
  readonly subject: Subject;
  readonly startedBy: string;
  readonly startedAt: EpochMs;
};

export type Erasure = {
  readonly id: string;
  readonly pseudonym: string;
  readonly startedAt: EpochMs;
  readonly doneAt: EpochMs | null;
  readonly counts: Counts;
  readonly trouble: string | null;
};

/** A request whose entries in the help desk its own people must remove. */
export type LeftInDesk = {
  readonly number: string;
  readonly installationId: string;
  readonly ticketId: string | null;
  readonly ticketNumber: string | null;
  readonly notes: number;
};

const PURPOSE = 'erasure';
const subjectShape = z.object({ email: z.string().nullable(), phone: z.string().nullable() });
const countsShape = z.record(z.string(), z.number());

const placeOf = (id: string): string => `erasure:${id}`;

export function subjectHash(keys: KeyRing, { email, phone }: Subject): string {
  return keys.mac(PURPOSE, JSON.stringify([email, phone])).toString('base64url');
}

export function sealSubject(vault: Vault, id: string, subject: Subject): string {
  return vault.seal(placeOf(id), JSON.stringify(subject));
}

/** One whose subject cannot be read, because another key is in use, is left out until the right key is back. */
export async function runningErasures(db: Db, vault: Vault): Promise<readonly RunningErasure[]> {
  const rows = await db.selectFrom('erasure').selectAll().where('done_at', 'is', null).orderBy('started_at').execute();
  return rows.flatMap((row) => {
    const { id, pseudonym, sealed_subject: sealed } = row;
    const subject = sealed === null ? null : openSubject(vault, id, sealed);
    return subject === null ? [] : [{ id, pseudonym, subject, startedBy: row.started_by, startedAt: row.started_at }];
  });
}

function openSubject(vault: Vault, id: string, sealed: string): Subject | null {
  try {
    return subjectShape.parse(JSON.parse(vault.open(placeOf(id), sealed)));
  } catch (error) {
    if (error instanceof VaultFault) return null;
    throw error;
  }
}

export async function listErasures(db: Db): Promise<readonly Erasure[]> {
  const rows = await db.selectFrom('erasure').selectAll().orderBy('started_at', 'desc').limit(100).execute();
  return rows.map(erasureOf);
}

export async function findErasure(db: Db, id: string): Promise<Erasure | null> {
  const row = await db.selectFrom('erasure').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : erasureOf(row);
}

function erasureOf(row: ErasureTable): Erasure {
  const { id, pseudonym, trouble } = row;
  const counts = countsShape.parse(JSON.parse(row.counts));
  return { id, pseudonym, counts, trouble, startedAt: row.started_at, doneAt: row.done_at };
}

export async function leftInDesks(db: Db, id: string): Promise<readonly LeftInDesk[]> {
  const rows = await db
    .selectFrom('erasure_left')
    .selectAll()
    .where('erasure_id', '=', id)
    .where('notes', '>', 0)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    installationId: row.installation_id,
    ticketId: row.ticket_id,
    ticketNumber: row.ticket_number,
    notes: row.notes,
  }));
}

/** Adds to the report within the transaction that does the work; its row is locked first, so that two never count at once. */
export async function addCounts(db: Db, id: string, more: Counts): Promise<void> {
  await db.updateTable('erasure').set({ trouble: null }).where('id', '=', id).execute();
  const row = await db.selectFrom('erasure').select('counts').where('id', '=', id).executeTakeFirst();
  const counts: Record<string, number> = countsShape.parse(JSON.parse(row?.counts ?? '{}'));
  for (const [kind, count] of Object.entries(more)) if (count > 0) counts[kind] = (counts[kind] ?? 0) + count;
  await db
    .updateTable('erasure')
    .set({ counts: JSON.stringify(counts) })
    .where('id', '=', id)
    .execute();
}
