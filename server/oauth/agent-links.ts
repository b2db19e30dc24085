import type { Kysely } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';

/** Which agent of a help desk a person is, as the help desk said and the person confirmed. */
export type AgentLink = { readonly agentId: string; readonly agentName: string; readonly confirmedAt: EpochMs };

export type AgentLinks = {
  find(installationId: string, personId: string): Promise<AgentLink | null>;
};

export function createAgentLinks({ read }: Pick<Database, 'read'>): AgentLinks {
  return {
    find: async (installationId, personId) => {
      const row = await read
        .selectFrom('agent_link')
        .selectAll()
        .where('installation_id', '=', installationId)
        .where('person_id', '=', personId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { agentId: row.agent_id, agentName: row.agent_name, confirmedAt: row.confirmed_at };
    },
  };
}

/** Keeps who somebody is there. An agent is one person: whoever was linked to him before is so no more, and his tokens open nothing. */
export async function linkAgent(
  db: Kysely<Tables>,
  place: { readonly installationId: string; readonly personId: string },
  agent: { readonly id: string; readonly name: string },
  now: EpochMs,
): Promise<void> {
  const { installationId, personId } = place;
  await db
    .deleteFrom('agent_link')
    .where('installation_id', '=', installationId)
    .where('agent_id', '=', agent.id)
    .where('person_id', '!=', personId)
    .execute();
  const changing = { agent_id: agent.id, agent_name: agent.name, confirmed_at: now };
  await db
    .insertInto('agent_link')
    .values({ installation_id: installationId, person_id: personId, ...changing })
    .onConflict((conflict) => conflict.columns(['installation_id', 'person_id']).doUpdateSet(changing))
    .execute();
}
