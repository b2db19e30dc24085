import type { Kysely } from 'kysely';
import { asActor, type Person } from '../../core/people/rights.ts';
import type { AuditEntry } from '../../core/ports/stores.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { Actor } from '../../core/session-request/values.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';
import { appendAudit } from './audit-append.ts';

/** What an admin's change leaves in the audit log. `detail` never holds a secret. */
export type AuditNote = {
  readonly action: string;
  readonly installationId?: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** What a change comes to: its result, and the note of it; without a note nothing is logged (because nothing changed). */
export type Noted<Result> = { readonly result: Result; readonly note: AuditNote | null };

/** Does a change and writes its audit row in the same transaction. `by` null: the system did it. */
export type AuditedWrite = <Result>(
  by: Person | null,
  work: (db: Kysely<Tables>, now: number) => Promise<Noted<Result>>,
) => Promise<Result>;

export function createAuditedWrite(database: Database, clock: Clock): AuditedWrite {
  return (by, work) =>
    database.writeSession(async (unit) => {
      const now = clock.now();
      const { result, note } = await work(unit.db, now);
      if (note !== null) await appendAudit(unit, [entryOf(note, by, now)]);
      return result;
    });
}

function entryOf(note: AuditNote, by: Person | null, at: number): AuditEntry {
  const actor: Actor = by === null ? { kind: 'system' } : asActor(by, 'signed-in');
  return {
    at,
    actor,
    action: note.action,
    installationId: note.installationId ?? null,
    requestId: null,
    detail: JSON.stringify(note.detail),
  };
}
