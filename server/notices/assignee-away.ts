import type { InstallationStore } from '../../core/ports/stores.ts';
import type { RequestReader } from '../storage/store.ts';
import type { Persons } from '../people/persons.ts';
import { placeOf } from './who-hears.ts';
import type { Whereabouts } from './whereabouts.ts';

export type AwayDeps = {
  readonly requests: Pick<RequestReader, 'find'>;
  readonly installations: InstallationStore;
  readonly persons: Pick<Persons, 'find' | 'findByEmail'>;
  readonly whereabouts: Pick<Whereabouts, 'away'>;
};

/** Whether the agent that a waiting request is given to is away, so that others are called at once. */
export function createAssigneeAway(deps: AwayDeps): (requestId: string) => Promise<boolean> {
  return async (requestId) => {
    const request = (await deps.requests.find(requestId))?.request;
    if (request?.status !== 'Ready' || request.launch !== null || request.assignee.kind !== 'agent') return false;
    const installation = await deps.installations.find(request.installationId);
    if (installation === null) return false;
    const { id, email } = request.assignee.agent;
    const person = (await deps.persons.find(id)) ?? (email === null ? null : await deps.persons.findByEmail(email));
    if (person !== null && person.disabledAt !== null) return true;
    return (await deps.whereabouts.away(person?.id ?? id, placeOf(installation))) !== null;
  };
}
