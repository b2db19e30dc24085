import type { Person } from '../../core/people/rights.ts';
import type { Visibility } from './store.ts';

/** Whose requests a person's lists show; the same rule as `maySee`, for queries. */
export function visibilityOf(person: Person): Visibility {
  return person.role === 'support-agent'
    ? { kind: 'agent', agentId: person.id, queueIds: person.queueIds }
    : { kind: 'everything' };
}
