import { z } from 'zod';
import type { AgentScope } from '../../core/ports/help-desk.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import { prepare } from '../storage/prepared.ts';
import type { AgentScopeTable } from '../storage/tables.ts';

/** `scope` null: there is no such agent any more. */
export type SeenScope = { readonly scope: AgentScope | null; readonly seenAt: EpochMs };

/** Which tickets each agent may see, as the help desks last told. */
export type AgentScopeStore = {
  find(installationId: string, agentId: string): Promise<SeenScope | null>;
  /** What was seen before the remembered one changes nothing. */
  save(installationId: string, agentId: string, seen: SeenScope): Promise<void>;
};

const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('some'), groupIds: z.array(z.string()), ownTickets: z.boolean() }),
  z.strictObject({ kind: z.literal('gone') }),
]);

const scopeOf = prepare<{ installationId: string; agentId: string }>()((db, values) =>
  db
    .selectFrom('agent_scope')
    .select(['scope', 'seen_at'])
    .where('installation_id', '=', values.installationId)
    .where('agent_id', '=', values.agentId),
);

export function createAgentScopeStore(database: Database): AgentScopeStore {
  return {
    find: async (installationId, agentId) => {
      const row = await database.readSession.first(scopeOf, { installationId, agentId });
      if (row === null) return null;
      const scope = shape.parse(JSON.parse(row.scope));
      return { scope: scope.kind === 'gone' ? null : scope, seenAt: row.seen_at };
    },
    save: (installationId, agentId, { scope, seenAt }) =>
      save(database, {
        installation_id: installationId,
        agent_id: agentId,
        scope: JSON.stringify(scope ?? { kind: 'gone' }),
        seen_at: seenAt,
      }),
  };
}

function save(database: Database, row: AgentScopeTable): Promise<void> {
  return database.write(async (db) => {
    await db
      .insertInto('agent_scope')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['installation_id', 'agent_id'])
          .doUpdateSet({ scope: row.scope, seen_at: row.seen_at })
          .whereRef('agent_scope.seen_at', '<=', 'excluded.seen_at'),
      )
      .execute();
  });
}
