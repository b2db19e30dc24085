import type { EpochMs } from '../session-request/values.ts';
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
  /** Goes along as a file that calendars take in; absent: none. */
  readonly calendar?: CalendarEntry;
};

/** A planned session in the recipient's calendar. The same `uid` is the same entry; a higher `sequence` replaces it. */
export type CalendarEntry = {
  readonly what: 'planned' | 'cancelled';
  readonly uid: string;
  readonly sequence: number;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly writtenAt: EpochMs;
  readonly summary: string;
  readonly description: string;
  /** Null once there is nothing to open any more. */
  readonly url: string | null;
};

export type Mailer = {
  /** SMTP is ambiguous after the final dot: `unknown` then; sending again with the same Message-ID is safe. */
  send(mail: Mail): Promise<Answer<null>>;
  verify(): Promise<readonly Finding[]>;
};
