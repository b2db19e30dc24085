import type { InboxDesk } from './inbox-desk.ts';
import type { Database } from '../storage/database.ts';

export type LeaverDeps = {
  /** Users of the help desk who have active requests of the installation, by their ids there. */
  readonly activeAssignees: (installationId: string) => Promise<readonly string[]>;
  /** Gives a user's requests back to where they came from. */
  readonly handBack: (installationId: string, agentId: string) => Promise<void>;
};

/** People who are known to one account only carry its id before their own. */
export const agentKey = (installationId: string, agentId: string): string => `${installationId}:${agentId}`;

/** Users of the help desk who have active requests of the installation. Who has an account of ours is not among them: an admin disables him. */
export async function activeAssignees(
  database: Pick<Database, 'read'>,
  installationId: string,
): Promise<readonly string[]> {
  const rows = await database.read
    .selectFrom('request')
    .select('assignee_agent_id')
    .distinct()
    .where('installation_id', '=', installationId)
    .where('listed', '=', 'active')
    .where('assignee_agent_id', 'is not', null)
    .execute();
  const own = agentKey(installationId, '');
  return rows.flatMap(({ assignee_agent_id: id }) => (id?.startsWith(own) === true ? [id.slice(own.length)] : []));
}

/** Asks which of them left, and hands their requests back: nobody else would notice that an end user waits for somebody who is gone. */
export async function followLeavers(deps: LeaverDeps, installationId: string, desk: InboxDesk): Promise<void> {
  if (desk.changes === null) return;
  const agents = await deps.activeAssignees(installationId);
  if (agents.length === 0) return;
  const left = await desk.changes.agentsLeft(agents);
  if (left.kind !== 'done') return;
  for (const agentId of left.value) await deps.handBack(installationId, agentId);
}
