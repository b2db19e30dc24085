import type { AgentRef, EpochMs } from '../../../core/session-request/values.ts';
import { digest, newToken } from '../../secrets/secret-token.ts';
import type { Database } from '../../storage/database.ts';

const IDLE_MS = 60 * 60 * 1000;
/** Being seen is written down at most this often, so that reading pages does not become writing. */
const SEEN_EVERY_MS = 60 * 1000;

/** An agent's running sign-in with his help desk account. It opens what is that account's, and nothing else. */
export type OrgSession = {
  readonly tokenHash: string;
  readonly installationId: string;
  readonly accountId: string;
  /** The address counts only because the account had verified it. */
  readonly agent: AgentRef;
  readonly signedInAt: EpochMs;
  readonly seenAt: EpochMs;
};

export type NewOrgSession = Pick<OrgSession, 'installationId' | 'accountId' | 'agent'> & {
  readonly expiresAt: EpochMs;
};

export type OrgSessionStore = {
  /** The new sign-in's token, which is in the browser alone. */
  open(session: NewOrgSession, now: EpochMs): Promise<string>;
  /** Null: ended, idle for an hour, too old, or never there. */
  find(token: string, now: EpochMs): Promise<OrgSession | null>;
  markSeen(session: OrgSession, now: EpochMs): Promise<void>;
  close(token: string): Promise<void>;
  /** Ends all of somebody who left. */
  closeAll(installationId: string, agentId: string): Promise<void>;
};

export function createOrgSessionStore(database: Database): OrgSessionStore {
  return {
    open: (session, now) =>
      database.write(async (db) => {
        await db.deleteFrom('org_sign_in').where('expires_at', '<=', now).execute();
        const token = newToken();
        const { installationId, accountId, agent, expiresAt } = session;
        await db
          .insertInto('org_sign_in')
          .values({
            token_hash: digest(token),
            installation_id: installationId,
            account_id: accountId,
            agent_id: agent.id,
            agent_name: agent.name,
            agent_email: agent.email,
            signed_in_at: now,
            seen_at: now,
            expires_at: expiresAt,
          })
          .execute();
        return token;
      }),
    find: async (token, now) => {
      const row = await database.read
        .selectFrom('org_sign_in')
        .selectAll()
        .where('token_hash', '=', digest(token))
        .where('expires_at', '>', now)
        .where('seen_at', '>', now - IDLE_MS)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        tokenHash: row.token_hash,
        installationId: row.installation_id,
        accountId: row.account_id,
        agent: { id: row.agent_id, name: row.agent_name, email: row.agent_email },
        signedInAt: row.signed_in_at,
        seenAt: row.seen_at,
      };
    },
    markSeen: async ({ tokenHash, seenAt }, now) => {
      if (now - seenAt < SEEN_EVERY_MS) return;
      await database.write((db) =>
        db.updateTable('org_sign_in').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute(),
      );
    },
    close: async (token) => {
      await database.write((db) => db.deleteFrom('org_sign_in').where('token_hash', '=', digest(token)).execute());
    },
    closeAll: async (installationId, agentId) => {
      await database.write((db) =>
        db
          .deleteFrom('org_sign_in')
          .where('installation_id', '=', installationId)
          .where('agent_id', '=', agentId)
          .execute(),
      );
    },
  };
}
