import { z } from 'zod';
import type { Person } from '../../core/people/rights.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { readSetting, writeSetting } from '../storage/settings.ts';

export type InvitationSettings = {
  /** An invitation that did not arrive is sent by the next way by itself. */
  readonly triesNextWay: boolean;
};

export type InvitationSettingsStore = {
  read(): Promise<InvitationSettings>;
  save(by: Person, settings: InvitationSettings): Promise<void>;
};

const KEY = 'invitations';
const USUAL: InvitationSettings = { triesNextWay: true };
const stored = z.object({ triesNextWay: z.boolean() });

export function createInvitationSettings(database: Database, audited: AuditedWrite): InvitationSettingsStore {
  return {
    read: async () => (await readSetting(database.read, KEY, stored)) ?? USUAL,
    save: async (by, settings) => {
      await audited(by, async (db) => {
        await writeSetting(db, KEY, settings);
        return { result: null, note: { action: 'invitations.changed', detail: settings } };
      });
    },
  };
}
