import type { SessionRequest } from '../session-request/states.ts';
import type { Actor } from '../session-request/values.ts';

export const ROLES = ['admin', 'support-agent', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** A signed-in person, or an agent as an installation named him, and what he may do. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  /** Queues whose requests a support agent sees and works on. */
  readonly queueIds: readonly string[];
};

/**
 * Admins and viewers see all. A support agent sees every request outside a queue (to take over from a colleague), those of his
 * queues, and those that are his own.
 */
export function maySee(person: Person, request: SessionRequest): boolean {
  if (person.role !== 'support-agent') return true;
  const { assignee, createdBy } = request;
  if (assignee.kind === 'agent' && assignee.agent.id === person.id) return true;
  if (createdBy.kind === 'agent' && createdBy.agent.id === person.id) return true;
  const queueId = 'queueId' in assignee ? assignee.queueId : null;
  return queueId === null || person.queueIds.includes(queueId);
}

/** A viewer only looks. */
export function mayCommand(person: Person): boolean {
  return person.role !== 'viewer';
}

export function mayAdminister(person: Person): boolean {
  return person.role === 'admin';
}

/** The person as the actor of a command. */
export function asActor(person: Person, proof: 'signed-in' | 'asserted'): Actor {
  return { kind: 'agent', agent: { id: person.id, name: person.name, email: person.email }, proof };
}
