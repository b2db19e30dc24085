import type { Attachment } from 'postal-mime';

/** What a mail server reports of a mail it was given (RFC 3464). */
export type DeliveryReport = {
  /** Message-ID of the mail that is reported on, with its angle brackets. */
  readonly messageId: string;
  readonly outcome: 'failed' | 'delivered' | 'under-way';
  /** Enhanced status code such as `5.1.1`; empty when none was told. */
  readonly status: string;
};

const ACTIONS: ReadonlyMap<string, DeliveryReport['outcome']> = new Map([
  ['failed', 'failed'],
  ['delivered', 'delivered'],
  ['delayed', 'under-way'],
  ['relayed', 'under-way'],
  ['expanded', 'under-way'],
]);

/** The report in a mail; null when the mail is none, or does not say which mail it is about. */
export async function readReport(bytes: Buffer): Promise<DeliveryReport | null> {
  const mail = await parse(bytes);
  if (mail === null) return null;
  const parts = mail.attachments.map(({ mimeType, content }) => ({
    type: mimeType.toLowerCase(),
    text: textOf(content),
  }));
  const report = parts.find(({ type }) => type.includes('delivery-status'));
  const original = parts.find(({ type }) => type === 'message/rfc822' || type === 'text/rfc822-headers');
  const messageId = original === undefined ? null : field(headOf(original.text), 'message-id');
  if (report === undefined || messageId === null || !/^<[^<>\s]{3,250}>$/.test(messageId)) return null;
  const [, ...recipients] = report.text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n\s*\n/);
  // Our mails have one recipient. A report on several says nothing certain about ours.
  const [recipient] = recipients.filter((group) => field(group, 'action') !== null);
  const outcome = recipient === undefined ? undefined : ACTIONS.get((field(recipient, 'action') ?? '').toLowerCase());
  if (recipient === undefined || outcome === undefined) return null;
  const status = /^[245]\.[0-9]{1,3}\.[0-9]{1,3}/.exec(field(recipient, 'status') ?? '')?.[0] ?? '';
  return { messageId, outcome, status };
}

/** Its library is loaded with the first report: where none arrive nobody need pay for it. */
async function parse(bytes: Buffer) {
  const { default: PostalMime } = await import('postal-mime');
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true });
  } catch {
    return null;
  }
}

function textOf(content: Attachment['content']): string {
  return typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('utf8');
}

function headOf(text: string): string {
  return text.replaceAll('\r\n', '\n').split('\n\n', 1)[0] ?? '';
}

/** The first field of this name, with its folded lines put together. */
function field(head: string, name: string): string | null {
  const lines = head
    .replaceAll('\r\n', '\n')
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n');
  const line = lines.find((one) => one.slice(0, name.length + 1).toLowerCase() === `${name}:`);
  return line === undefined ? null : line.slice(name.length + 1).trim();
}
