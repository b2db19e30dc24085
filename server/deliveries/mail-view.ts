import type { EpochMs, Outcome } from '../../core/session-request/values.ts';

export const MAIL_KINDS = [
  'invitation',
  'changed-time',
  'reminder',
  'changed-agent',
  'asked-again',
  'closed-without-session',
  'receipt',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** A moment to be told in the zone it was meant in. */
export type MomentView = { readonly at: EpochMs; readonly timeZone: string };

/** What every mail may say. Never the request's comment, and never the phrase: it proves that the page and the caller belong together. */
export type CommonMailView = {
  /** Who asks, as the end user knows them. */
  readonly company: string;
  /** First name only; null while nobody has the request. */
  readonly agentFirstName: string | null;
  readonly recipientName: string;
  /** As people read it in the help desk; null for a request without a ticket. */
  readonly ticketNumber: string | null;
  /** `RS-000123`. */
  readonly requestNumber: string;
  readonly helpDeskPhone: string;
  readonly helpDeskHours: string;
};

export type InvitationView = CommonMailView & {
  readonly mail: 'invitation';
  readonly joinUrl: string;
  /** Null: at once. */
  readonly start: MomentView | null;
  readonly expires: MomentView;
};
export type ChangedTimeView = CommonMailView & {
  readonly mail: 'changed-time';
  readonly joinUrl: string;
  readonly start: MomentView | null;
  readonly expires: MomentView;
};
export type ReminderView = CommonMailView & {
  readonly mail: 'reminder';
  readonly joinUrl: string;
  readonly start: MomentView | null;
};
export type ChangedAgentView = CommonMailView & { readonly mail: 'changed-agent'; readonly joinUrl: string };
export type AskedAgainView = CommonMailView & {
  readonly mail: 'asked-again';
  readonly joinUrl: string;
  readonly expires: MomentView;
};
export type ClosedWithoutSessionView = CommonMailView & { readonly mail: 'closed-without-session' };
export type ReceiptView = CommonMailView & {
  readonly mail: 'receipt';
  readonly closed: MomentView;
  readonly sessions: number;
  readonly totalMs: number;
  /** True when the end of a session was not observed. */
  readonly estimated: boolean;
  readonly outcome: Outcome;
};

export type MailView =
  | InvitationView
  | ChangedTimeView
  | ReminderView
  | ChangedAgentView
  | AskedAgainView
  | ClosedWithoutSessionView
  | ReceiptView;

/** Turns a view into a mail in the language of the BCP 47 tag. All text of the view is data, never markup. */
export type MailTexts = {
  render(view: MailView, language: string): { readonly subject: string; readonly text: string; readonly html: string };
};
