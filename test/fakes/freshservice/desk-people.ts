import type { Desk } from './desk.ts';
import type { Agent, AgentRole, Requester, Ticket } from './records.ts';
import { sanitise } from './sanitiser.ts';

type NewAgent = Pick<Agent, 'firstName' | 'lastName' | 'email' | 'apiKey'> & Partial<Agent>;
/** The role of support agents, as far as `scope` reaches. */
export function roleOf(scope: AgentRole['scope'], groups: number[] = []): AgentRole {
  return { roleId: 27_000_000_001, scope, groups };
}

type NewRequester = Pick<Requester, 'firstName'> & Partial<Requester>;
type NewTicket = Pick<Ticket, 'subject' | 'requesterId'> & Partial<Ticket>;

export function createAgent(desk: Desk, given: NewAgent): Agent {
  const agent: Agent = {
    id: desk.nextId(),
    createdAt: desk.clock.now(),
    phone: null,
    mobile: null,
    jobTitle: null,
    language: 'en',
    timeZone: 'Amsterdam',
    groupIds: [],
    observerOf: [],
    roles: [roleOf('entire_helpdesk')],
    occasional: false,
    active: true,
    ...given,
  };
  desk.agents.set(agent.id, agent);
  return agent;
}

export function createRequester(desk: Desk, given: NewRequester): Requester {
  const requester: Requester = {
    id: desk.nextId(),
    createdAt: desk.clock.now(),
    lastName: null,
    email: null,
    phone: null,
    mobile: null,
    jobTitle: null,
    language: 'en',
    timeZone: 'Amsterdam',
    vip: false,
    active: true,
    ...given,
  };
  desk.requesters.set(requester.id, requester);
  return requester;
}

/** A ticket with the next free number, unless one is given. Empty values stand for every custom field. */
export function createTicket(desk: Desk, given: NewTicket): Ticket {
  const createdAt = given.createdAt ?? desk.clock.now();
  const noValues = desk.fields.filter((field) => field.kind.startsWith('custom_')).map(({ name }) => [name, null]);
  const ticket: Ticket = {
    id: Math.max(1041, ...desk.tickets.keys()) + 1,
    type: 'Incident',
    createdAt,
    updatedAt: createdAt,
    status: 2,
    priority: 2,
    urgency: 2,
    impact: 1,
    source: 2,
    requestedForId: null,
    responderId: null,
    groupId: null,
    departmentId: null,
    workspaceId: 2,
    category: null,
    ccEmails: [],
    toEmails: [`support@${desk.domain}`],
    tags: [],
    deleted: false,
    spam: false,
    mergedInto: null,
    ...given,
    description: sanitise(given.description ?? ''),
    customFields: { ...Object.fromEntries(noValues), ...given.customFields },
  };
  desk.tickets.set(ticket.id, ticket);
  return ticket;
}
