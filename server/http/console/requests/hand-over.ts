import { PANELS_STAY_INSIDE } from '../../../../core/ports/installation.ts';
import { isActive } from '../../../../core/session-request/states.ts';
import { newId } from '../../../secrets/secret-token.ts';
import type { RequestContext } from './request-context.ts';

/** A colleague to whom one press gives the request. */
export type Colleague = {
  readonly to: string;
  readonly name: string;
  readonly isAway: boolean;
  readonly commandId: string;
};

/** More are a list to search in, as the form "assign" has one. */
const MOST_SHOWN = 6;

/** Those who could take the request over now: who is there first, and of them the queue's own. Null where there is nothing to hand over. */
export async function handOverTo(context: RequestContext): Promise<readonly Colleague[] | null> {
  const { deps, visit, stored, settings, agents, queueId } = context;
  const { request } = stored;
  if (settings === null || !isActive(request)) return null;
  const holder = request.assignee.kind === 'agent' ? request.assignee.agent.id : null;
  const row = await deps.people.installations.find(request.installationId);
  const showsLife = row !== null && !PANELS_STAY_INSIDE[row.installation.helpDesk];
  const place = { workingHours: settings.lifecycle.workingHours, showsLife };
  const others = agents.filter(({ id }) => id !== holder && id !== visit.person.id);
  const known = await Promise.all(
    others.map(async ({ id, name, queueIds }) => ({
      to: `agent:${id}`,
      name,
      isAway: (await deps.people.whereabouts.away(id, place)) !== null,
      isOfQueue: queueId !== null && queueIds.includes(queueId),
      commandId: newId(),
    })),
  );
  return known
    .toSorted((a, b) => Number(a.isAway) - Number(b.isAway) || Number(b.isOfQueue) - Number(a.isOfQueue))
    .slice(0, MOST_SHOWN)
    .map(({ to, name, isAway, commandId }) => ({ to, name, isAway, commandId }));
}
