import type { Agent, Requester, TicketPage } from '../freshservice/control-client.ts';
import type { Platform } from './platform.ts';

/** What the help desk's own pages know of it, and what `client.data` tells an app: little, and in shapes of its own. */
export type DeskView = {
  readonly agents: () => Promise<readonly Agent[]>;
  /** Null when nobody has this number. */
  agent(id: number): Promise<Agent | null>;
  tickets(): Promise<readonly TicketPage[]>;
  /** Null when there is no such ticket, or it was deleted. */
  ticket(id: number): Promise<TicketPage | null>;
  /** Null: `client.data.get` knows no such key in this place. */
  data(key: string, agent: Agent, ticketId: number | null): Promise<unknown>;
};

export function deskView(
  { desk, settings }: Pick<Platform, 'desk' | 'settings'>,
  modules: () => readonly string[],
): DeskView {
  const ticket: DeskView['ticket'] = async (id) =>
    (await desk.tickets()).find((page) => page.ticket.id === id && !page.ticket.deleted) ?? null;
  return {
    agents: () => desk.agents(),
    agent: async (id) => (await desk.agents()).find((one) => one.id === id && one.active) ?? null,
    tickets: async () => (await desk.tickets()).filter((page) => !page.ticket.deleted && !page.ticket.spam),
    ticket,
    async data(key, agent, ticketId) {
      switch (key) {
        case 'loggedInUser':
          return { loggedInUser: { id: agent.id, user: personView(agent) } };
        case 'domainName':
          return { domainName: settings.domain };
        case 'currentHost':
          return {
            currentHost: {
              subscribed_modules: modules(),
              endpoint_urls: { freshservice: `https://${settings.domain}` },
            },
          };
        default:
          return ticketId === null ? null : ofTicket(key, await ticket(ticketId));
      }
    },
  };

  async function ofTicket(key: string, page: TicketPage | null): Promise<unknown> {
    if (page === null) return null;
    switch (key) {
      case 'ticket':
        return { ticket: ticketData(page) };
      case 'requester': {
        const found = await personOf(page.ticket.requesterId);
        return found === null ? null : { requester: personView(found) };
      }
      case 'agent': {
        const found = page.ticket.responderId === null ? null : await personOf(page.ticket.responderId);
        return found === null ? null : { agent: personView(found) };
      }
      default:
        return null;
    }
  }

  async function personOf(id: number): Promise<Agent | Requester | null> {
    const all: readonly (Agent | Requester)[] = [...(await desk.requesters()), ...(await desk.agents())];
    return all.find((one) => one.id === id) ?? null;
  }
}

function personView(person: Agent | Requester): Record<string, unknown> {
  const { id, firstName, lastName, email, phone, mobile, language } = person;
  return { id, name: lastName === null ? firstName : `${firstName} ${lastName}`, email, phone, mobile, language };
}

function ticketData({ ticket }: TicketPage): Record<string, unknown> {
  return {
    id: ticket.id,
    display_id: ticket.id,
    subject: ticket.subject,
    description: ticket.description,
    status: ticket.status,
    priority: ticket.priority,
    requester_id: ticket.requesterId,
    responder_id: ticket.responderId,
    created_at: new Date(ticket.createdAt).toISOString(),
  };
}
