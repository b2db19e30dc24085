import type { Answer } from '../../core/ports/answer.ts';
import type { HelpDesk, TimeEntry, TimelineEntry } from '../../core/ports/help-desk.ts';
import type { Installation } from '../../core/ports/installation.ts';
import type { Mail } from '../../core/ports/mailer.ts';
import type { NewDelivery, StoredRequest } from '../../core/ports/stores.ts';
import type { Ticket } from '../../core/ports/ticket.ts';
import type { AgentRef } from '../../core/session-request/values.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { DeliveryServices } from '../../server/deliveries/delivery-services.ts';
import type { InvitationNews } from '../../server/invitations/invitation-news.ts';
import type { ClaimedDelivery } from '../../server/deliveries/delivery-store.ts';
import type { MailView } from '../../server/deliveries/mail-view.ts';
import { texts } from '../../server/texts/texts.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { fold } from '../builders/histories.ts';

/** What the outside heard, in memory. Replies may be replaced by what a test is about. */
export type Heard = {
  readonly posted: TimelineEntry[];
  readonly replied: TimelineEntry[];
  readonly updated: { readonly entryId: string; readonly entry: TimelineEntry }[];
  readonly fields: string[];
  readonly times: TimeEntry[];
  readonly mails: Mail[];
  readonly views: MailView[];
  readonly news: InvitationNews[];
};

export type World = {
  readonly history?: readonly SessionRequestEvent[];
  readonly installation?: Installation;
  readonly recipientSeenAt?: number | null;
  readonly replyTo?: string | null;
  /** Address of the ticket's requester; absent: the ticket cannot be read. */
  readonly requester?: string | null;
  readonly earlier?: Partial<DeliveryServices['earlier']>;
  readonly update?: () => Answer<null>;
  readonly write?: () => Answer<null>;
  readonly mail?: () => Answer<null>;
  readonly isConnected?: boolean;
  /** Whom the help desk has under an address; absent: nobody. */
  readonly agent?: (email: string) => Answer<AgentRef | null>;
  /** Other requests on the ticket. */
  readonly others?: readonly StoredRequest[];
  /** Whether the help desk lets the agent see the ticket. */
  readonly mayHear?: boolean;
  /** Whether the agent has chosen the help desk's own notice. */
  readonly wantsHelpDesk?: boolean;
};

const DONE = { kind: 'done', value: null } as const;

export function fakeServices(world: World = {}): { readonly services: DeliveryServices; readonly heard: Heard } {
  const heard: Heard = { posted: [], replied: [], updated: [], fields: [], times: [], mails: [], views: [], news: [] };
  const history = world.history ?? null;
  const stored = (): StoredRequest | null =>
    history === null
      ? null
      : { request: fold(history), recipientSeenAt: world.recipientSeenAt ?? null, activeKey: null };
  const desk = deskThatHears(heard, world);
  const services = {
    helpDesks: { of: async () => (world.isConnected === false ? null : desk) },
    mailer: {
      send: async (mail: Mail) => {
        heard.mails.push(mail);
        return world.mail?.() ?? DONE;
      },
      verify: async () => [],
    },
    texts,
    mailTexts: {
      render: (view: MailView, language: string) => {
        heard.views.push(view);
        return { subject: `${view.mail} in ${language}`, text: 'text', html: '<p>text</p>' };
      },
    },
    links: {
      joinUrl: ({ id, linkGeneration }) => `https://support.example/join/${id}-${String(linkGeneration)}`,
      connectUrl: (id) => `https://support.example/connect/${id}`,
    },
    directory: { queues: async () => [] },
    installations: { find: async () => world.installation ?? anInstallation() },
    requests: {
      find: async () => stored(),
      ofTicket: async () => ({ items: [stored(), ...(world.others ?? [])].filter((one) => one !== null), next: null }),
      events: async (requestId) =>
        (history ?? []).map((event, index) => ({ requestId, position: index + 1, seq: index + 1, event })),
    },
    clock: { now: () => Date.UTC(2026, 10, 23, 9) },
    earlier: { remoteId: async () => null, donePayloads: async () => [], ...world.earlier },
    replyAddress: async () => world.replyTo ?? null,
    mayHear: async () => world.mayHear ?? true,
    notices: {
      handOn: async () => 0,
      wantsHelpDesk: async () => world.wantsHelpDesk ?? true,
      chatOf: async () => null,
      noteChat: async () => undefined,
      mailHtml: () => '<p>notice</p>',
    },
    signs: { of: async () => new Map() },
    mailDomain: 'support.example',
    recordInvitation: async (news) => void heard.news.push(news),
  } satisfies Partial<DeliveryServices>;
  return { services: services as unknown as DeliveryServices, heard };
}

function deskThatHears(heard: Heard, world: World): HelpDesk {
  const entryId = (): Answer<{ entryId: string }> => ({
    kind: 'done',
    value: { entryId: `note-${String(heard.posted.length)}` },
  });
  const desk: { readonly [Part in keyof HelpDesk]?: Partial<HelpDesk[Part]> } = {
    tickets: {
      findAgentByEmail: async (email) => world.agent?.(email) ?? { kind: 'done', value: null },
      findTicket: async (id) => ticketOf(id, world.requester),
    },
    timeline: {
      post: async (entry) => {
        heard.posted.push(entry);
        return entryId();
      },
      reply: async (entry) => {
        heard.replied.push(entry);
        return entryId();
      },
      update: async (id, entry) => {
        heard.updated.push({ entryId: id, entry });
        return world.update?.() ?? DONE;
      },
      find: async () => ({ kind: 'done', value: [] }),
      remove: async () => DONE,
    },
    writer: {
      setField: async (ticketId, field, value) => {
        heard.fields.push(`${ticketId} ${field}=${value}`);
        return world.write?.() ?? DONE;
      },
      setStatus: async (ticketId, value) => {
        heard.fields.push(`${ticketId} status=${value}`);
        return world.write?.() ?? DONE;
      },
      addTimeEntry: async (entry) => {
        heard.times.push(entry);
        return entryId();
      },
    },
  };
  return desk as HelpDesk;
}

function ticketOf(id: string, email: string | null | undefined): Answer<Ticket> {
  if (email === undefined) return { kind: 'unknown', because: 'The ticket could not be read.' };
  const contacts = [{ role: 'requester', name: 'May Lin', email, phone: null, language: null }] as const;
  const facts = {
    number: 'INC-42',
    subject: '',
    state: 'open',
    statusValue: null,
    agent: null,
    groupId: null,
  } as const;
  return { kind: 'done', value: { ...facts, id, contacts, mergedInto: null, replyTo: null, updatedAt: 0 } };
}

/** A planned delivery as the dispatcher hands it to its kind. */
export function claimed(planned: NewDelivery, over: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  const { id, kind, installationId, requestId, channel, lane, payload, notBefore } = planned;
  return {
    id,
    kind,
    installationId,
    requestId,
    channel,
    lane,
    payload,
    state: 'attempting',
    attempts: 1,
    attemptId: 'attempt-1',
    attemptingSince: notBefore,
    ambiguous: false,
    createdAt: notBefore,
    giveUpAt: null,
    ...over,
  };
}
