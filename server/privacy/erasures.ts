import { randomBytes } from 'node:crypto';
import { asActor, type Person } from '../../core/people/rights.ts';
import type { Actor } from '../../core/session-request/values.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { base32 } from '../secrets/base32.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { newId } from '../secrets/secret-token.ts';
import type { Vault } from '../secrets/vault.ts';
import { type AuditedWrite, createAuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { erasePass } from './erase-pass.ts';
import {
  type Erasure,
  findErasure,
  type LeftInDesk,
  leftInDesks,
  listErasures,
  type RunningErasure,
  runningErasures,
  sealSubject,
  subjectHash,
} from './erasure-store.ts';
import { accountOf } from './person-parts.ts';
import { type ErasurePreview, previewOf } from './preview.ts';
import type { Subject } from './subject.ts';

export type ErasureStart =
  | { readonly ok: true; readonly id: string }
  /** `active`: somebody has to say first that active requests are to be closed. `account`: theirs must be disabled first. */
  | { readonly ok: false; readonly because: 'active' | 'account' | 'nothing' };

/** Erasing persons. It goes on in the background, over restarts, until nothing is left. */
export type Erasures = {
  preview(subject: Subject): Promise<ErasurePreview>;
  /** `by` null: the operator, on the command line. The same person twice is the same erasure. */
  start(by: Person | null, subject: Subject, closesActive: boolean): Promise<ErasureStart>;
  /** Carries on with all that is under way. */
  work(): Promise<void>;
  list(): Promise<readonly Erasure[]>;
  find(id: string): Promise<(Erasure & { readonly left: readonly LeftInDesk[] }) | null>;
};

export type ErasureDeps = {
  readonly database: Database;
  readonly core: CorePorts;
  readonly vault: Vault;
  readonly keys: KeyRing;
  readonly report: (error: unknown, erasureId: string) => void;
};

/** Passes in one go: the last one finds nothing. */
const MOST_PASSES = 3;
const OPERATOR = 'operator';

export function createErasures(deps: ErasureDeps): Erasures {
  const { database, core } = deps;
  const audited = createAuditedWrite(database, core.clock);
  return {
    preview: (subject) => previewOf(database, subject),
    start: (by, subject, closesActive) => start(deps, audited, { by, subject, closesActive }),
    work: async () => {
      for (const erasure of await runningErasures(database.read, deps.vault)) {
        try {
          await carryOn(deps, audited, erasure);
        } catch (error) {
          // One that cannot go on must not stop the others; it is tried again.
          deps.report(error, erasure.id);
          await noteTrouble(database, erasure.id);
        }
      }
    },
    list: () => listErasures(database.read),
    find: async (id) => {
      const found = await findErasure(database.read, id);
      return found === null ? null : { ...found, left: await leftInDesks(database.read, id) };
    },
  };
}

type Starting = { readonly by: Person | null; readonly subject: Subject; readonly closesActive: boolean };

async function start(
  { database, vault, keys }: ErasureDeps,
  audited: AuditedWrite,
  { by, subject, closesActive }: Starting,
): Promise<ErasureStart> {
  const hash = subjectHash(keys, subject);
  const running = database.read.selectFrom('erasure').select('id').where('subject_hash', '=', hash);
  const same = await running.executeTakeFirst();
  if (same !== undefined) return { ok: true, id: same.id };
  const preview = await previewOf(database, subject);
  if (preview.isNothing) return { ok: false, because: 'nothing' };
  if (preview.account?.isActive === true) return { ok: false, because: 'account' };
  if (preview.active > 0 && !closesActive) return { ok: false, because: 'active' };
  return audited(by, async (db, now) => {
    const id = newId();
    const pseudonym = `Erased person ${base32(randomBytes(5)).slice(0, 6).toUpperCase()}`;
    const made = await db
      .insertInto('erasure')
      .values({
        id,
        pseudonym,
        sealed_subject: sealSubject(vault, id, subject),
        subject_hash: hash,
        started_by: by?.id ?? OPERATOR,
        started_at: now,
        counts: '{}',
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (Number(made.numInsertedOrUpdatedRows ?? 0n) === 1) {
      return {
        result: { ok: true, id },
        note: { action: 'privacy.erasure-started', detail: { erasure: id, pseudonym } },
      };
    }
    const other = await db
      .selectFrom('erasure')
      .select('id')
      .where('subject_hash', '=', hash)
      .executeTakeFirstOrThrow();
    return { result: { ok: true, id: other.id }, note: null };
  });
}

async function carryOn(deps: ErasureDeps, audited: AuditedWrite, erasure: RunningErasure): Promise<void> {
  const closedBy = await closer(deps.database, erasure);
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    if (await erasePass(deps, erasure, closedBy)) return finish(audited, erasure);
  }
}

/** The admin who started it closes what is still active; the operator where his account is gone. */
async function closer(database: Database, { startedBy, subject }: RunningErasure): Promise<Actor> {
  const row = await database.read.selectFrom('person').selectAll().where('id', '=', startedBy).executeTakeFirst();
  const own = await accountOf(database.read, subject);
  const person = { id: OPERATOR, name: 'Operator', email: null, role: 'admin', queueIds: [] } as const;
  if (row === undefined || row.id === own?.id) return asActor(person, 'signed-in');
  return asActor({ ...person, id: row.id, name: row.name, email: row.email }, 'signed-in');
}

async function finish(audited: AuditedWrite, { id, pseudonym }: RunningErasure): Promise<void> {
  await audited(null, async (db, now) => {
    const row = db.updateTable('erasure').where('id', '=', id).where('done_at', 'is', null);
    const values = { done_at: now, sealed_subject: null, subject_hash: null, trouble: null };
    const { numUpdatedRows } = await row.set(values).executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return { result: null, note: null };
    const counts = (await findErasure(db, id))?.counts ?? {};
    return { result: null, note: { action: 'privacy.erased', detail: { erasure: id, pseudonym, counts } } };
  });
}

async function noteTrouble(database: Database, id: string): Promise<void> {
  const trouble = 'It could not go on. The log of this server tells why; it is tried again every minute.';
  await database.write(async (db) => {
    await db.updateTable('erasure').set({ trouble }).where('id', '=', id).execute();
  });
}
