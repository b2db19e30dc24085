import type { Person } from '../../core/people/rights.ts';
import { asActor } from '../../core/people/rights.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import type { Assign, FollowAgentLeft } from '../../core/session-request/commands.ts';
import type { Assignee } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import { storedRequest } from '../storage/request-row.ts';
import type { Queues } from './queues.ts';

const AT_ONCE = 100;

/** Active requests that are assigned to this agent, at most 100, oldest first. */
export async function activeRequestsOf(database: Database, agentId: string) {
  const rows = await database.read
    .selectFrom('request')
    .select(['request.serial', 'request.state', 'request.active_key'])
    .where('assignee_agent_id', '=', agentId)
    .where('listed', '=', 'active')
    .orderBy('sort_at')
    .orderBy('serial')
    .limit(AT_ONCE)
    .execute();
  return rows.map((row) => storedRequest({ ...row, seen_at: null }));
}

/**
 * Gives the active requests of somebody who left back to the queue they came from, or to nobody in particular, in the name of the admin
 * who disabled him; null: of the help desk, which said that he left. Returns how many moved. Harmless to repeat.
 */
export async function handBackRequests(
  ports: CorePorts,
  database: Database,
  queues: Pick<Queues, 'find'>,
  by: Person | null,
  agentId: string,
): Promise<number> {
  let moved = 0;
  for (;;) {
    const requests = await activeRequestsOf(database, agentId);
    let movedNow = 0;
    for (const { request } of requests) {
      const answer = await commandRequest(ports, {
        requestId: request.id,
        command: handBack(by, agentId, await placeFor(queues, request.assignee)),
        person: by,
        installationId: null,
        expectedVersion: request.version,
        envelope: null,
      });
      if (answer.ok) movedNow += 1;
    }
    moved += movedNow;
    if (movedNow === 0 || requests.length < AT_ONCE) return moved;
  }
}

function handBack(by: Person | null, agentId: string, place: Assignee): Assign | FollowAgentLeft {
  if (by === null) return { type: 'follow-agent-left', actor: { kind: 'help-desk' }, agentId, place };
  return { type: 'assign', actor: asActor(by, 'signed-in'), assignee: place };
}

async function placeFor(queues: Pick<Queues, 'find'>, assignee: Assignee): Promise<Assignee> {
  const queueId = assignee.kind === 'agent' ? assignee.queueId : null;
  const queue = queueId === null ? null : await queues.find(queueId);
  return queue === null ? { kind: 'unassigned' } : { kind: 'queue', queueId: queue.id, name: queue.name };
}
