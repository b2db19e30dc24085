/** The fakes around the server, as a program uses them. */
export type Surroundings = {
  /** The newest mail to this address that has a join link in it. Waits for it. */
  invitationTo(address: string): Promise<{ readonly subject: string; readonly link: string }>;
  /** The AnyDesk ID shown on the recipient's device. */
  deviceAddress(): Promise<string>;
  /** The agent's device opens the address; the recipient's device accepts. */
  connectDevices(launchUrl: string): Promise<void>;
  endSession(by: 'agent' | 'recipient'): Promise<void>;
};

const WAIT_MS = 15_000;
/** Rarely enough for the platform, which lets an app call 50 times a minute. */
const LOOK_EVERY_MS = 500;

export function surroundings(urls: { readonly mailbox: string; readonly device: string }): Surroundings {
  return {
    invitationTo: (address) => waitFor(`a mail to ${address}`, () => newestInvitation(urls.mailbox, address)),
    deviceAddress: async () => {
      const state = await get<{ defaults: { recipient: number } }>(`${urls.device}/control/state`);
      return String(state.defaults.recipient);
    },
    connectDevices: async (launchUrl) => {
      await send(`${urls.device}/control/ring`, { url: launchUrl });
      await send(`${urls.device}/control/accept`, {});
    },
    endSession: (by) => send(`${urls.device}/control/end`, { by }),
  };
}

/** Tries until there is something, at most 15 seconds. */
export async function waitFor<Value>(what: string, look: () => Promise<Value | null>): Promise<Value> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > until) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

type MailSeen = {
  readonly envelope: { readonly to: readonly string[] };
  readonly subject: string;
  readonly text: string;
};

async function newestInvitation(mailbox: string, address: string) {
  const mails = await get<readonly MailSeen[]>(`${mailbox}/messages?to=${encodeURIComponent(address)}`);
  for (const mail of mails.toReversed()) {
    const link = /https?:\/\/\S+\/join\/[0-9a-z]+/.exec(mail.text ?? '')?.[0];
    if (link !== undefined) return { subject: mail.subject ?? '', link };
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
