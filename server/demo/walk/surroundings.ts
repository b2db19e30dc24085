import type { TicketRef } from './panel-agent.ts';

/** The fakes around the server, as a program uses them. */
export type Surroundings = {
  /** The newest mail to this address, about this ticket, that has a join link in it. Waits for it. */
  invitationTo(address: string, ticket: TicketRef): Promise<{ readonly subject: string; readonly link: string }>;
  /** The first mail to this address after the one with the link. Waits for it. */
  mailAfterInvitation(address: string, ticket: TicketRef): Promise<{ readonly subject: string }>;
  /** The newest text message to this number that has a join link in it. Waits for it. */
  textTo(phone: string): Promise<{ readonly words: string; readonly link: string }>;
  /** The AnyDesk ID shown on the recipient's device. */
  deviceAddress(): Promise<string>;
  /** The recipient's device takes the call that rings there. */
  accept(): Promise<void>;
  endSession(by: 'agent' | 'recipient'): Promise<void>;
  /** Who ended the newest session; null while it runs. */
  endedBy(): Promise<string | null>;
};

const WAIT_MS = 30_000;
const LOOK_EVERY_MS = 200;
const LINK = /https?:\/\/\S+\/join\/[0-9a-z]+/;

export function surroundings(urls: {
  readonly mailbox: string;
  readonly phone: string;
  readonly device: string;
}): Surroundings {
  const mails = async (address: string, { number }: TicketRef): Promise<readonly MailSeen[]> => {
    const to = `to=${encodeURIComponent(address)}`;
    const all = await get<readonly MailSeen[]>(`${urls.mailbox}/messages?${to}`);
    return all.filter(({ subject }) => subject.includes(number));
  };
  const desk = () => get<DeskState>(`${urls.device}/control/state`);
  return {
    invitationTo: (address, ticket) =>
      waitFor(`a mail to ${address}`, async () => invitationIn(await mails(address, ticket))),
    mailAfterInvitation: (address, ticket) =>
      waitFor(`a second mail to ${address}`, async () => (await mails(address, ticket))[1] ?? null),
    textTo: (phone) => waitFor(`a text message to ${phone}`, () => newestText(urls.phone, phone)),
    deviceAddress: async () => String((await desk()).defaults.recipient),
    accept: () => send(`${urls.device}/control/accept`, {}),
    endSession: (by) => send(`${urls.device}/control/end`, { by }),
    endedBy: async () => (await desk()).sessions.at(-1)?.endedBy ?? null,
  };
}

/** Tries until there is something, at most half a minute. */
export async function waitFor<Value>(
  what: string,
  look: () => Promise<Value | null>,
  everyMs = LOOK_EVERY_MS,
): Promise<Value> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > until) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

type DeskState = {
  readonly defaults: { readonly recipient: number };
  readonly sessions: readonly { readonly endedBy: string | null }[];
};

type MailSeen = { readonly subject: string; readonly text: string };

function invitationIn(mails: readonly MailSeen[]) {
  for (const { subject, text } of mails.toReversed()) {
    const link = LINK.exec(text)?.[0];
    if (link !== undefined) return { subject, link };
  }
  return null;
}

async function newestText(phones: string, number: string) {
  const digits = number.replaceAll(' ', '');
  const messages = await get<readonly { readonly phone: string; readonly body: string }[]>(`${phones}/messages`);
  for (const { phone, body } of messages.toReversed()) {
    const link = LINK.exec(body)?.[0];
    if (phone === digits && link !== undefined) return { words: body, link };
  }
  return null;
}

async function get<Value>(url: string): Promise<Value> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as Value;
}

async function send(url: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}
