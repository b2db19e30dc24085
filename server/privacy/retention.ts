import { sql } from 'kysely';
import { z } from 'zod';
import type { Person } from '../../core/people/rights.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { eraseRecipient } from '../../core/use-cases/erase-recipient.ts';
import { createAuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { readSetting, writeSetting } from '../storage/settings.ts';
import { readRequest } from '../storage/stored-json.ts';
import { eraseDeliveries } from './delivery-part.ts';
import { RETENTION_RULES } from './retention-rules.ts';
import {
  type Retention,
  RETENTION_KINDS,
  type RetentionKind,
  readRetention,
  saveRetention,
} from './retention-settings.ts';
import { scrubRequest } from './scrub-request.ts';

export type RetentionCounts = Readonly<Record<RetentionKind, number>>;

/** How long what is kept, and the nightly work that follows from it. */
export type RetentionWork = {
  read(): Promise<Retention>;
  save(by: Person | null, retention: Retention): Promise<void>;
  /** What tonight's work would remove. Changes nothing. */
  dryRun(retention: Retention): Promise<RetentionCounts>;
  /** Removes what is older than its time, in small pieces. */
  work(): Promise<RetentionCounts>;
};

const DAY_MS = 86_400_000;
/** Between two transactions, so that whoever waits to write comes first. */
const BREATH_MS = 20;
const RECIPIENTS_AT_ONCE = 20;
const PSEUDONYM = 'Erased person';
/** Every request that ended before this has lost its recipient. */
const MARK = 'retention-recipients';
const mark = z.object({ before: z.number() });
const NOBODY = { email: null, phone: null };

export function createRetention(deps: { readonly database: Database; readonly core: CorePorts }): RetentionWork {
  const { database, core } = deps;
  const audited = createAuditedWrite(database, core.clock);
  return {
    read: () => readRetention(database.read),
    save: (by, retention) => saveRetention(audited, by, retention),
    dryRun: async (retention) => {
      const now = core.clock.now();
      const counts: Record<string, number> = {
        recipients: await countRecipients(database, cutoff(retention, 'recipients', now)),
      };
      for (const rule of RETENTION_RULES) {
        counts[rule.kind] = await rule.count(database.read, cutoff(retention, rule.kind, now));
      }
      return complete(counts);
    },
    work: async () => {
      const retention = await readRetention(database.read);
      const now = core.clock.now();
      const counts: Record<string, number> = {
        recipients: await eraseRecipients(deps, cutoff(retention, 'recipients', now)),
      };
      for (const rule of RETENTION_RULES)
        counts[rule.kind] = await removeAll(deps, rule, cutoff(retention, rule.kind, now));
      const done = complete(counts);
      const note = { action: 'privacy.retention', detail: done };
      const isAny = Object.values(done).some((count) => count > 0);
      if (isAny) await audited(null, async () => ({ result: null, note }));
      return done;
    },
  };
}

function cutoff(retention: Retention, kind: RetentionKind, now: EpochMs): EpochMs {
  return now - retention[kind] * DAY_MS;
}

function complete(counts: Readonly<Record<string, number>>): RetentionCounts {
  return Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, counts[kind] ?? 0])) as RetentionCounts;
}

async function removeAll(
  { database, core }: { readonly database: Database; readonly core: CorePorts },
  rule: (typeof RETENTION_RULES)[number],
  before: EpochMs,
): Promise<number> {
  let all = 0;
  for (;;) {
    const removed = await database.writeSession((unit) => rule.remove(unit, before, rule.atOnce, core.clock.now()));
    all += removed;
    if (removed < rule.atOnce) return all;
    await breathe();
  }
}

async function countRecipients(database: Database, before: EpochMs): Promise<number> {
  const from = (await readSetting(database.read, MARK, mark))?.before ?? 0;
  const row = await endedIn(database, from, before)
    .select(sql<number>`count(*)`.as('rows'))
    .executeTakeFirst();
  return row?.rows ?? 0;
}

function endedIn({ read }: Database, from: EpochMs, before: EpochMs) {
  return read
    .selectFrom('request')
    .where('listed', '=', 'past')
    .where('sort_at', '>=', from)
    .where('sort_at', '<', before);
}

async function eraseRecipients(
  deps: { readonly database: Database; readonly core: CorePorts },
  before: EpochMs,
): Promise<number> {
  const { database } = deps;
  const begin = (await readSetting(database.read, MARK, mark))?.before ?? 0;
  let last = { sort_at: begin, serial: 0 };
  let erased = 0;
  for (;;) {
    const rows = await endedIn(database, begin, before)
      .select(['id', 'sort_at', 'serial'])
      .where((is) => is(is.refTuple('sort_at', 'serial'), '>', is.tuple(last.sort_at, last.serial)))
      .orderBy('sort_at')
      .orderBy('serial')
      .limit(RECIPIENTS_AT_ONCE)
      .execute();
    for (const { id } of rows) erased += await eraseOne(deps, id);
    last = rows.at(-1) ?? last;
    const isLast = rows.length < RECIPIENTS_AT_ONCE;
    const reached = isLast ? Math.max(before, begin) : last.sort_at;
    await database.write((db) => writeSetting(db, MARK, { before: reached }));
    if (isLast) return erased;
    await breathe();
  }
}

async function eraseOne(
  { database, core }: { readonly database: Database; readonly core: CorePorts },
  id: string,
): Promise<number> {
  const answer = await eraseRecipient(core, { requestId: id, pseudonym: PSEUDONYM, closedBy: null });
  if (!answer.ok && answer.refusal.reason !== 'already-done') return 0;
  return database.write(async (db) => {
    const row = await db.selectFrom('request').select('state').where('id', '=', id).executeTakeFirst();
    if (row === undefined) return 0;
    const request = readRequest(row.state);
    const part = { isRecipient: true, wasRecipient: false, isAgent: false };
    const now = core.clock.now();
    await scrubRequest(db, { request, part }, { subject: NOBODY, pseudonym: PSEUDONYM, at: now });
    await eraseDeliveries(db, id, request.erasedAt ?? now, now);
    return answer.ok ? 1 : 0;
  });
}

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, BREATH_MS);
  });
}
