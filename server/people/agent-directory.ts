import type { Person } from '../../core/people/rights.ts';
import type { AgentRef, EpochMs } from '../../core/session-request/values.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { People } from '../composition/accounts.ts';
import type { Queue } from './queues.ts';

export type AgentDirectory = {
  /** The person behind an agent that an installation names: matched by mail address, else known to that installation only. */
  personOf(installationId: string, agent: AgentRef): Promise<Person>;
  /** Those that this installation may use, by name. */
  queues(installationId: string): Promise<readonly QueueRef[]>;
  /** Null when there is no such queue that this installation may use. */
  queue(installationId: string, queueId: string): Promise<QueueRef | null>;
};

type QueueRef = Pick<Queue, 'id' | 'name'>;

/** Rights that changed elsewhere are noticed within this time; here at once. */
const REMEMBER_MS = 2000;
const MOST_REMEMBERED = 1000;

/**
 * The people behind agents that an installation names. A matching mail address makes him the person of that account, at most with the
 * rights of a support agent: an asserted name never administers. Anybody else is known to that installation alone.
 */
export function createAgentDirectory(
  people: Pick<People, 'persons' | 'queues'> & { readonly onRightsChanged: (listener: () => void) => void },
  clock: Clock,
): AgentDirectory {
  const remembered = new Map<string, { readonly person: Person; readonly until: EpochMs }>();
  people.onRightsChanged(() => remembered.clear());
  return {
    personOf: async (installationId, agent) => {
      const key = JSON.stringify([installationId, agent.id, agent.name, agent.email]);
      const known = remembered.get(key);
      if (known !== undefined && known.until > clock.now()) return known.person;
      const person = await lookUp(people, installationId, agent);
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(key, { person, until: clock.now() + REMEMBER_MS });
      return person;
    },
    queues: async (installationId) =>
      (await people.queues.list()).filter((queue) => isUsable(queue, installationId)).map(named),
    queue: async (installationId, queueId) => {
      const queue = await people.queues.find(queueId);
      return queue !== null && isUsable(queue, installationId) ? named(queue) : null;
    },
  };
}

function isUsable({ installationId: of }: Queue, installationId: string): boolean {
  return of === null || of === installationId;
}

function named({ id, name }: Queue): QueueRef {
  return { id, name };
}

async function lookUp({ persons }: Pick<People, 'persons'>, installationId: string, agent: AgentRef): Promise<Person> {
  const record = agent.email === null ? null : await persons.findByEmail(agent.email);
  if (record === null) {
    return {
      id: `${installationId}:${agent.id}`,
      name: agent.name,
      email: agent.email,
      role: 'support-agent',
      queueIds: [],
    };
  }
  const { id, name, email, queueIds } = record;
  const mayWork = record.disabledAt === null && record.role !== 'viewer';
  return { id, name, email, role: mayWork ? 'support-agent' : 'viewer', queueIds: mayWork ? queueIds : [] };
}
