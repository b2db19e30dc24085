import type { AgentDirectory } from '../people/agent-directory.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Whoever is asked about in a panel's call is at work. */
export function noticing(directory: AgentDirectory, whereabouts: Pick<Whereabouts, 'seen'>): AgentDirectory {
  return {
    ...directory,
    personOf: async (installationId, agent) => {
      const person = await directory.personOf(installationId, agent);
      whereabouts.seen(person.id);
      return person;
    },
  };
}
