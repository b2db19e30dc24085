import { isoSeconds } from '../shared/clock.ts';
import { showConversation } from './conversation-routes.ts';
import { ticketNumber } from './desk.ts';
import type { Changes, Desk } from './desk.ts';
import type { Conversation, Ticket } from './records.ts';

/** Where a change of a ticket is told, and in which form. */
export type Hook = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * `automator`: what an admin wrote in Workflow Automator, `{{ticket.id}}`, `{{ticket.subject}}` and the like replaced as they are, so
   * a quote in a subject breaks the JSON. `app-event`: what the app platform hands to `onTicketUpdate`; `conversation-event`: the same for
   * `onConversationCreate`.
   */
  readonly kind: 'automator' | 'app-event' | 'conversation-event';
  /** The automator's template. */
  readonly template: string;
};

export type HookDelivery = {
  readonly at: number;
  readonly url: string;
  /** Null when no answer came; `error` says why. */
  readonly status: number | null;
  readonly error: string | null;
};

/** Tells other servers about tickets, once each and without retries. */
export type Hooks = {
  add(hook: Hook): void;
  clear(): void;
  deliveries(): readonly HookDelivery[];
  /** Sends the body as it is. */
  fire(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<HookDelivery>;
  /** Resolves when everything that is under way was told. */
  settled(): Promise<void>;
};

const PATIENCE_MS = 20_000;

export function hooks(desk: Desk, closing: AbortSignal): Hooks {
  const registered: Hook[] = [];
  const told: HookDelivery[] = [];
  const underWay = new Set<Promise<HookDelivery>>();

  const fire: Hooks['fire'] = async (url, headers, body) => {
    const at = desk.clock.now();
    const delivery = await post(url, headers, body, closing).then(
      (status) => ({ at, url, status, error: null }),
      (error: unknown) => ({ at, url, status: null, error: Error.isError(error) ? error.message : 'unknown' }),
    );
    told.push(delivery);
    return delivery;
  };

  const tell = (hook: Hook, body: string): void => {
    const telling = fire(hook.url, hook.headers, body).finally(() => underWay.delete(telling));
    underWay.add(telling);
  };

  desk.listeners.push((ticket, actorId, changes) => {
    for (const hook of registered) {
      if (hook.kind === 'automator') tell(hook, filled(hook.template, desk, ticket));
      if (hook.kind === 'app-event') tell(hook, appEvent(desk, ticket, actorId, changes));
    }
  });
  desk.conversationListeners.push((ticket, conversation) => {
    const wanted = registered.filter(({ kind }) => kind === 'conversation-event');
    for (const hook of wanted) tell(hook, conversationEvent(desk, ticket, conversation));
  });

  return {
    add: (hook) => void registered.push(hook),
    clear: () => void registered.splice(0),
    deliveries: () => told,
    fire,
    async settled() {
      await Promise.all(underWay);
    },
  };
}

async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  closing: AbortSignal,
): Promise<number> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    redirect: 'manual',
    signal: AbortSignal.any([closing, AbortSignal.timeout(PATIENCE_MS)]),
  });
  await answer.arrayBuffer();
  return answer.status;
}

function filled(template: string, desk: Desk, ticket: Ticket): string {
  const values: Readonly<Record<string, string>> = {
    'ticket.id': ticketNumber(ticket),
    'ticket.id_numeric': String(ticket.id),
    'ticket.subject': ticket.subject,
    'ticket.status':
      desk.fields.find((field) => field.name === 'status')?.choices.find(({ id }) => id === ticket.status)?.value ?? '',
    'ticket.updated_at': isoSeconds(ticket.updatedAt),
  };
  return template.replaceAll(/\{\{\s*([a-z._]+)\s*\}\}/g, (_whole, name: string) => values[name] ?? '');
}

/** Something was written into a ticket: `source` 0 is a reply or a mail, 2 a note. */
function conversationEvent(desk: Desk, ticket: Ticket, conversation: Conversation): string {
  const actor = desk.agents.get(conversation.userId) ?? desk.requesters.get(conversation.userId);
  return JSON.stringify({
    event: 'onConversationCreate',
    timestamp: desk.clock.now() / 1000,
    account_id: '1402',
    domain: desk.domain,
    region: 'EUC',
    data: {
      conversation: showConversation(conversation),
      ticket: { id: ticket.id, subject: ticket.subject },
      actor: actor === undefined ? null : { id: actor.id, name: actor.firstName, email: actor.email },
    },
  });
}

/** The platform's own event: custom fields come as a list of names and values here, not as an object. */
export function appEvent(desk: Desk, ticket: Ticket, actorId: number, changes: Changes): string {
  const requester = desk.requesters.get(ticket.requesterId);
  const responder = ticket.responderId === null ? undefined : desk.agents.get(ticket.responderId);
  const actor = desk.agents.get(actorId);
  return JSON.stringify({
    event: 'onTicketUpdate',
    timestamp: desk.clock.now() / 1000,
    account_id: '1402',
    domain: desk.domain,
    region: 'EUC',
    data: {
      ticket: {
        id: ticket.id,
        subject: ticket.subject,
        status: ticket.status,
        priority: ticket.priority,
        requester_id: ticket.requesterId,
        responder_id: ticket.responderId,
        responder_email: responder?.email ?? null,
        deleted: ticket.deleted,
        spam: ticket.spam,
        custom_fields: Object.entries(ticket.customFields).map(([name, value]) => ({ name, value })),
      },
      changes,
      requester:
        requester === undefined ? null : { id: requester.id, name: requester.firstName, email: requester.email },
      actor: actor === undefined ? null : { id: actor.id, name: actor.firstName, email: actor.email },
    },
  });
}
