import { z } from 'zod';
import type { Kysely } from 'kysely';
import type { Person } from '../../core/people/rights.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import { readSetting, writeSetting } from '../storage/settings.ts';
import type { Tables } from '../storage/tables.ts';

/** What is kept, each for a time of its own. `recipients`: who an ended request was for; the rest of it stays. */
export const RETENTION_KINDS = [
  'recipients',
  'requests',
  'deliveries',
  'fetches',
  'messages',
  'sessions',
  'tickets',
  'tokens',
  'audit',
] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** How long each is kept, in days. */
export type Retention = Readonly<Record<RetentionKind, number>>;

export const USUAL_RETENTION: Retention = {
  recipients: 90,
  requests: 730,
  deliveries: 90,
  fetches: 30,
  messages: 30,
  sessions: 90,
  tickets: 30,
  tokens: 30,
  audit: 730,
};

/** Less would take from under somebody what he still works with: links live again for 7 days, ratings come in for 7. */
export const LEAST_DAYS: Retention = {
  recipients: 14,
  requests: 30,
  deliveries: 14,
  fetches: 1,
  messages: 2,
  sessions: 14,
  tickets: 1,
  tokens: 1,
  audit: 180,
};
export const MOST_DAYS = 3650;

const KEY = 'retention';
const stored = z.partialRecord(z.enum(RETENTION_KINDS), z.number());

export async function readRetention(db: Kysely<Tables>): Promise<Retention> {
  return { ...USUAL_RETENTION, ...(await readSetting(db, KEY, stored)) };
}

export async function saveRetention(audited: AuditedWrite, by: Person | null, retention: Retention): Promise<void> {
  await audited(by, async (db) => {
    await writeSetting(db, KEY, retention);
    return { result: null, note: { action: 'privacy.retention-changed', detail: retention } };
  });
}
