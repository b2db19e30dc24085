import type { Channel } from '../../core/session-request/values.ts';

/** What became of an invitation, for the request's log. */
export type InvitationNews = {
  readonly requestId: string;
  readonly channel: Channel;
  readonly result: 'sent' | 'delivered' | 'failed' | 'bounced';
  /** Why it failed or came back; empty when sent. */
  readonly because: string;
  /** The same twice is one entry. */
  readonly reference: string;
};
