import type { Answer, Finding } from './answer.ts';

/** A mail to exactly one person. All text is data: the adapter keeps it out of headers it does not belong into. */
export type Mail = {
  readonly to: { readonly name: string; readonly address: string };
  readonly fromName: string;
  /** The ticket's address, so that an answer lands in the ticket; null: none. */
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Fixed per mail, so that a copy sent twice is one mail to the reader: `<id@domain>`. */
  readonly messageId: string;
  /** BCP 47, for Content-Language. */
  readonly language: string;
};

export type Mailer = {
  /** SMTP is ambiguous after the final dot: `unknown` then; sending again with the same Message-ID is safe. */
  send(mail: Mail): Promise<Answer<null>>;
  verify(): Promise<readonly Finding[]>;
};
