import type { Kysely } from 'kysely';
import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import { revokeGrants } from '../oauth/grants.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';

/** What the app says of itself when it is installed, updated, or its settings change. */
export type AppReport = {
  readonly version: string;
  readonly protocol: number;
  readonly accountId: string | null;
  readonly domain: string | null;
  readonly region: string | null;
};

export type AppInstall = AppReport & {
  readonly installedAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly lastEventAt: EpochMs | null;
  readonly uninstalledAt: EpochMs | null;
};

/** The help desk's app of each installation, as far as it told us of itself. */
export type AppInstalls = {
  /** Null: no app ever proved itself here. */
  find(installationId: string): Promise<AppInstall | null>;
  /** Twice is harmless. After an uninstall it counts as a new installation. */
  installed(installationId: string, report: AppReport): Promise<void>;
  /** Data and secrets stay: the same account may install it again. What agents allowed the app to do for them ends. */
  uninstalled(installationId: string): Promise<void>;
  /** Notes that the app is alive; stored at most once a minute. */
  heard(installationId: string): Promise<void>;
};

export type AppInstallDeps = {
  readonly database: Database;
  readonly audited: AuditedWrite;
  readonly clock: Clock;
};

const HEARD_EVERY_MS = 60_000;

export function createAppInstalls({ database, audited, clock }: AppInstallDeps): AppInstalls {
  const heardAt = new Map<string, EpochMs>();
  return {
    find: (installationId) => find(database.read, installationId),
    installed: (installationId, report) => {
      heardAt.delete(installationId);
      return audited(null, async (db, now) => {
        const before = await find(db, installationId);
        const isNew = before === null || before.uninstalledAt !== null;
        await store(db, installationId, report, { now, isNew });
        const action = isNew ? 'app.installed' : 'app.updated';
        return { result: undefined, note: { action, installationId, detail: { ...report } } };
      });
    },
    uninstalled: (installationId) =>
      audited(null, async (db, now) => {
        const gone = await db
          .updateTable('app_install')
          .set({ uninstalled_at: now })
          .where('installation_id', '=', installationId)
          .where('uninstalled_at', 'is', null)
          .executeTakeFirst();
        await revokeGrants(db, now, { installationId });
        if (gone.numUpdatedRows === 0n) return { result: undefined, note: null };
        return { result: undefined, note: { action: 'app.uninstalled', installationId, detail: {} } };
      }),
    heard: async (installationId) => {
      const now = clock.now();
      if (now - (heardAt.get(installationId) ?? 0) < HEARD_EVERY_MS) return;
      heardAt.set(installationId, now);
      await database.write((db) =>
        db
          .updateTable('app_install')
          .set({ last_event_at: now })
          .where('installation_id', '=', installationId)
          .execute(),
      );
    },
  };
}

async function find(db: Kysely<Tables>, installationId: string): Promise<AppInstall | null> {
  const row = await db
    .selectFrom('app_install')
    .selectAll()
    .where('installation_id', '=', installationId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    version: row.version,
    protocol: row.protocol,
    accountId: row.account_id,
    domain: row.domain,
    region: row.region,
    installedAt: row.installed_at,
    updatedAt: row.updated_at,
    lastEventAt: row.last_event_at,
    uninstalledAt: row.uninstalled_at,
  };
}

async function store(
  db: Kysely<Tables>,
  installationId: string,
  { version, protocol, accountId, domain, region }: AppReport,
  { now, isNew }: { readonly now: EpochMs; readonly isNew: boolean },
): Promise<void> {
  const told = { version, protocol, account_id: accountId, domain, region, updated_at: now, uninstalled_at: null };
  const began = { installed_at: now, last_event_at: null };
  await db
    .insertInto('app_install')
    .values({ installation_id: installationId, ...told, ...began })
    .onConflict((conflict) => conflict.column('installation_id').doUpdateSet(isNew ? { ...told, ...began } : told))
    .execute();
}
