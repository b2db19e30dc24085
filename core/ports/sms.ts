import type { EpochMs } from '../session-request/values.ts';
import type { Answer, Finding } from './answer.ts';

/** A text message to one number. */
export type Sms = {
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** Ours, one per attempt: news of the message names it again. Letters, digits and hyphens. */
  readonly reference: string;
};

/** The service that sends text messages. */
export type SmsSender = {
  /** Costs money and cannot be taken back. Not idempotent: what may have happened is `unknown`, and `find` tells. */
  send(sms: Sms): Promise<Answer<{ readonly remoteId: string }>>;
  /** The message of this number and text that the service took after `since`. */
  find(sms: Omit<Sms, 'reference'>, since: EpochMs): Promise<Answer<{ readonly found: string } | 'absent'>>;
  /** Tries account and sender without sending anything. */
  verify(): Promise<readonly Finding[]>;
};

/** What the service tells us by itself. It may come twice, late, or in any order. */
export type SmsNews =
  | {
      readonly kind: 'progress';
      readonly reference: string;
      readonly remoteId: string;
      readonly state: SmsState;
      /** One sentence why it was lost; empty otherwise. */
      readonly because: string;
    }
  /** Somebody answered a message. `wish` null: with other words than the agreed ones. */
  | { readonly kind: 'answer'; readonly from: string; readonly wish: 'stop' | 'start' | null };

/** `delivered` and `lost` are final. */
export const SMS_STATES = ['under-way', 'delivered', 'lost'] as const;
export type SmsState = (typeof SMS_STATES)[number];

/** A call of the service, as it came in. */
export type SmsCall = {
  /** The whole address that was called, as the service knows it. */
  readonly url: string;
  header(name: string): string | undefined;
  readonly fields: Readonly<Record<string, string>>;
};

/** Reads calls of the service. Null: not proved to be from it. `nothing`: proved, but nothing we want to know. */
export type ReadSmsCall = (call: SmsCall) => SmsNews | 'nothing' | null;
