import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Person } from '../../core/people/rights.ts';
import { digest, newToken } from '../secrets/secret-token.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { readSetting, removeSetting, writeSetting } from '../storage/settings.ts';

/** The secret with which a mail server proves its reports. Only its digest is kept. */
export type ReportSecret = {
  isSet(): Promise<boolean>;
  matches(secret: string): Promise<boolean>;
  /** A new secret, shown this once; the one before it is void. */
  renew(by: Person): Promise<string>;
  remove(by: Person): Promise<void>;
};

const KEY = 'mail-reports';
const stored = z.object({ digest: z.string() });

export function createReportSecret(database: Database, audited: AuditedWrite): ReportSecret {
  const read = () => readSetting(database.read, KEY, stored);
  return {
    isSet: async () => (await read()) !== null,
    matches: async (secret) => {
      const kept = await read();
      return kept !== null && timingSafeEqual(Buffer.from(digest(secret)), Buffer.from(kept.digest));
    },
    renew: (by) => {
      const secret = newToken();
      return audited(by, async (db) => {
        await writeSetting(db, KEY, { digest: digest(secret) });
        return { result: secret, note: { action: 'mail.report-secret-renewed', detail: {} } };
      });
    },
    remove: async (by) => {
      await audited(by, async (db) => {
        await removeSetting(db, KEY);
        return { result: null, note: { action: 'mail.report-secret-removed', detail: {} } };
      });
    },
  };
}
