import { isPageOfOrg } from '../../connectors/salesforce/src/is-page-of-org.ts';
import { readOrgUser } from '../../connectors/salesforce/src/org-user.ts';
import type { Config } from '../config.ts';
import type { RightsReading } from '../http/console/connectors/orgs/org-deps.ts';
import { createInboxStore } from '../panel-inbox/inbox-store.ts';
import { learnAccount } from '../panel-inbox/learn-account.ts';
import { createAgentDirectory } from '../people/agent-directory.ts';
import { createAgentStandings } from '../sign-in/org/agent-standings.ts';
import { createOrgClients } from '../sign-in/org/org-clients.ts';
import { createOrgCookies } from '../sign-in/org/org-cookies.ts';
import { createOrgSessionStore } from '../sign-in/org/org-session-store.ts';
import { createOrgSignIns, type OrgSignIns } from '../sign-in/org/org-sign-ins.ts';
import { createAuditedWrite } from '../storage/audited-write.ts';
import type { Foundation } from './foundation.ts';

export type OrgSignInPart = OrgSignIns & {
  readonly isPageOfOrg: typeof isPageOfOrg;
  /** Whether the org tells us who holds the right of an agent. */
  readonly readsRights: (installationId: string) => Promise<RightsReading>;
};

/** Nobody's id: asked about, it tells what may be asked. */
const NOBODY = '005000000000000AAA';

const TIMEOUT_MS = 8000;

/** Agents of a Salesforce org who sign in with it. */
export function orgSignIn(
  foundation: Pick<Foundation, 'store' | 'people' | 'helpDesks' | 'vault' | 'keys' | 'clock' | 'log'> & {
    readonly config: Pick<Config, 'publicUrl' | 'allowLoopback'>;
  },
): OrgSignInPart {
  const { store, people, helpDesks, vault, keys, clock, log, config } = foundation;
  const { publicUrl, allowLoopback } = config;
  const { database } = store;
  const inboxes = createInboxStore(database);
  const clients = createOrgClients(database, createAuditedWrite(database, clock), vault);
  const onRightsChanged = (listener: () => void): void => {
    people.admin.onRightsChanged(listener);
  };
  const signIns = createOrgSignIns({
    clients,
    readClient: (installationId) => clients.read(installationId),
    issuerOf: async (installationId) => {
      const row = await store.installations.find(installationId);
      return row?.installation.helpDesk === 'salesforce' ? row.address : null;
    },
    sessions: createOrgSessionStore(database),
    cookies: createOrgCookies(vault, publicUrl.startsWith('https://')),
    standings: createAgentStandings(helpDesks, clock),
    accountOf: async (installationId) => (await inboxes.find(installationId)).account?.accountId ?? null,
    learnAccount: async (installationId) => {
      const desk = await helpDesks.of(installationId);
      const account = desk === null ? null : await learnAccount(inboxes, installationId, desk);
      return account?.accountId ?? null;
    },
    readAccount: (subject) => {
      const user = readOrgUser(subject);
      return user === null ? null : { accountId: user.orgId, agentId: user.userId };
    },
    isDisabled: async (email) => ((await people.persons.findByEmail(email))?.disabledAt ?? null) !== null,
    directory: createAgentDirectory({ ...people, onRightsChanged }, clock),
    keys,
    vault,
    clock,
    publicUrl,
    allowLoopback,
    timeoutMs: TIMEOUT_MS,
    report: (installationId, reason) =>
      log.warn({ ...reason, installationId }, 'a sign-in with a Salesforce org went wrong'),
  });
  return {
    ...signIns,
    isPageOfOrg,
    readsRights: async (installationId) => {
      const answer = await (await helpDesks.of(installationId))?.standingOf?.(NOBODY, null);
      if (answer?.kind !== 'done') return 'unknown';
      return answer.value.mayAct === null ? 'no' : 'yes';
    },
  };
}
