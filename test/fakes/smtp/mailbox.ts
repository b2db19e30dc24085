import PostalMime from 'postal-mime';
import type { Address, Email } from 'postal-mime';

/** A mail as an independent parser reads it, with the envelope it came in. Texts are null when the mail has none. */
export type ReceivedMail = {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** True when the mail came over TLS. */
  readonly secure: boolean;
  readonly from: readonly Person[];
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  readonly replyTo: readonly Person[];
  readonly subject: string | null;
  readonly messageId: string | null;
  /** ISO 8601, or as written when it cannot be read as a time. */
  readonly date: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** Every header line in order, repeated ones too. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly { readonly name: string | null; readonly type: string }[];
};

export type Person = { readonly name: string; readonly address: string };

/** All mails since the start or the last clearing. */
export type Mailbox = {
  keep(mail: Omit<Arrival, 'at'>): Promise<ReceivedMail>;
  /** Newest last. */
  list(): readonly ReceivedMail[];
  find(id: number): ReceivedMail | null;
  /** The bytes as they came. */
  raw(id: number): Buffer | null;
  clear(): void;
  /** Raised by every change. */
  readonly version: number;
  /** Resolves with the version as soon as it is not `seen` any more, at the latest when `signal` fires. */
  changed(seen: number, signal: AbortSignal): Promise<number>;
};

type Arrival = {
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly bytes: Buffer;
};

export function mailbox(now: () => number): Mailbox {
  const mails: { readonly mail: ReceivedMail; readonly bytes: Buffer }[] = [];
  const waiting = new Set<() => void>();
  let version = 0;
  let lastId = 0;
  const change = (): void => {
    version += 1;
    for (const wake of waiting) wake();
  };

  return {
    async keep(arrival) {
      lastId += 1;
      const id = lastId;
      const mail = describe(id, { ...arrival, at: now() }, await PostalMime.parse(arrival.bytes));
      mails.push({ mail, bytes: arrival.bytes });
      change();
      return mail;
    },
    list: () => mails.map(({ mail }) => mail),
    find: (id) => mails.find(({ mail }) => mail.id === id)?.mail ?? null,
    raw: (id) => mails.find(({ mail }) => mail.id === id)?.bytes ?? null,
    clear() {
      mails.splice(0);
      change();
    },
    get version() {
      return version;
    },
    changed(seen, signal) {
      if (version !== seen || signal.aborted) return Promise.resolve(version);
      return new Promise((resolve) => {
        const wake = (): void => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve(version);
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    },
  };
}

function describe(id: number, arrival: Arrival, email: Email): ReceivedMail {
  return {
    id,
    receivedAt: arrival.at,
    envelope: { from: arrival.from, to: arrival.to },
    secure: arrival.secure,
    from: people(email.from === undefined ? [] : [email.from]),
    to: people(email.to),
    cc: people(email.cc),
    bcc: people(email.bcc),
    replyTo: people(email.replyTo),
    subject: email.subject ?? null,
    messageId: email.messageId ?? null,
    date: email.date ?? null,
    text: email.text ?? null,
    html: email.html ?? null,
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments: email.attachments.map(({ filename, mimeType }) => ({ name: filename, type: mimeType })),
  };
}

function people(addresses: readonly Address[] = []): Person[] {
  return addresses.flatMap((entry) =>
    entry.group === undefined ? [{ name: entry.name, address: entry.address }] : people(entry.group),
  );
}
