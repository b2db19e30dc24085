import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { SessionRecordsOf } from '../../core/ports/session-records.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { Config } from '../config.ts';
import { createLinks, type Links } from '../links.ts';
import { createLiveUpdates, type LiveUpdates } from '../live/live-updates.ts';
import { createLog } from '../log.ts';
import { createPages, type Pages } from '../pages/pages.ts';
import { createPeople, type People } from './accounts.ts';
import { createKeyRing, type KeyRing } from '../secrets/key-ring.ts';
import { readMasterKey } from '../secrets/master-key.ts';
import { createVault, type Vault } from '../secrets/vault.ts';
import { createAuditedWrite } from '../storage/audited-write.ts';
import { createOidc, type Oidc } from '../sign-in/oidc/oidc.ts';
import { createSignIn, type SignInService } from '../sign-in/create-sign-in.ts';
import { createRequestSigns, type RequestSignsReader } from '../session-watch/request-signs.ts';
import { createSeenSessions } from '../session-watch/seen-sessions.ts';
import { openStore } from '../storage/open-store.ts';
import type { Store } from '../storage/store.ts';
import { systemClock } from '../world.ts';
import { createHelpDesks } from './help-desks.ts';
import { createSessionRecords } from './session-records.ts';

/** What every part of the server stands on. */
export type Foundation = {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** This process among those that share a database. */
  readonly owner: string;
  readonly keys: KeyRing;
  readonly madeKey: boolean;
  readonly vault: Vault;
  readonly store: Store;
  readonly live: LiveUpdates;
  readonly links: Links;
  readonly people: People;
  readonly signIn: SignInService;
  readonly oidc: Oidc;
  readonly pages: Pages;
  readonly helpDesks: HelpDesks;
  readonly sessionRecords: SessionRecordsOf;
  readonly signs: RequestSignsReader;
  close(): Promise<void>;
};

/** Opens key, database and everything stored in it. Throws faults with a code and a sentence for the operator. */
export async function layFoundation(config: Config): Promise<Foundation> {
  const log = createLog(config);
  const clock = systemClock;
  const owner = randomUUID();
  const { key, made } = await readMasterKey(config);
  const keys = createKeyRing(key);
  const vault = createVault(keys);
  const store = await openStore(config);
  const live = await openLive(config, owner, log);
  const people = await createPeople({ store, vault, clock });
  const { publicUrl, allowLoopback } = config;
  return {
    config,
    log,
    clock,
    owner,
    keys,
    madeKey: made,
    vault,
    store,
    live,
    people,
    links: createLinks(keys, publicUrl),
    signIn: createSignIn({ database: store.database, people, keys, clock, publicUrl }),
    oidc: createOidc({
      database: store.database,
      audited: createAuditedWrite(store.database, clock),
      vault,
      clock,
      publicUrl,
      allowLoopback,
      announceRights: (personId) => people.admin.announceRights(personId),
      report: (reason) => log.warn(reason, 'a sign-in with the provider went wrong'),
    }),
    pages: createPages({ publicUrl }),
    sessionRecords: createSessionRecords(people.remoteAccounts, { clock, allowLoopback }),
    signs: createRequestSigns({
      accounts: people.remoteAccounts,
      sessions: createSeenSessions(store.database),
      devices: people.agentDevices,
      clock,
    }),
    helpDesks: createHelpDesks({ installations: store.installations, vault, clock, allowLoopback }),
    close: async () => {
      if (hasClose(live)) await live.close();
      await store.close();
    },
  };
}

async function openLive(config: Config, owner: string, log: Logger): Promise<LiveUpdates> {
  if (config.databaseUrl === null) return createLiveUpdates();
  const report = (error: unknown): void => log.warn({ err: error }, 'changes of other processes are not heard');
  const { createPostgresChangeFeed } = await import('../live/postgres-change-feed.ts');
  return createPostgresChangeFeed(config.databaseUrl, owner, report);
}

function hasClose(live: LiveUpdates): live is LiveUpdates & { close(): Promise<void> } {
  return 'close' in live;
}
