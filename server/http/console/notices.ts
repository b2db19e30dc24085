import type { Request } from 'express';
import { cookiesOf } from '../../sign-in/cookie.ts';

/** What the page after a form says about it, once. Only these: a planted cookie cannot make the console say anything else. */
const NOTICES = [
  'signed-out',
  'password-changed',
  'preferences-saved',
  'request-made',
  'request-was-there',
  'did-claim',
  'did-ask-for-access',
  'did-start-session',
  'did-end-session',
  'did-keep-open',
  'did-note-called-back',
  'did-enter-address',
  'did-resend-invitation',
  'did-add-comment',
  'did-assign',
  'did-reschedule',
  'did-extend',
  'did-correct-recipient',
  'did-set-session-link',
  'did-attach-ticket',
  'did-close-request',
  'did-reopen-request',
  'person-disabled',
  'person-enabled',
  'role-changed',
  'requests-returned',
  'identity-removed',
  'queue-saved',
  'queue-removed',
  'retention-saved',
  'connector-added',
  'connector-saved',
  'key-rotated',
  'secret-revoked',
  'app-revoked',
  'connector-removed',
  'org-sign-in-saved',
  'org-sign-in-removed',
  'provider-saved',
  'remote-account-added',
  'remote-account-saved',
  'remote-account-removed',
  'session-recorded',
  'session-noted',
  'session-dismissed',
  'devices-saved',
  'notices-saved',
  'chat-saved',
  'chat-removed',
  'went-away',
  'came-back',
  'never-alone-saved',
  'provider-removed',
  'mail-saved',
  'mail-removed',
  'sms-saved',
  'sms-removed',
  'next-way-saved',
  'webhook-enabled',
  'webhook-disabled',
  'webhook-removed',
  'resend-queued',
  'resend-none',
] as const;
export type Notice = (typeof NOTICES)[number];

const NAME = 'sr-notice';
const KEEP_SEC = 60;

export function noticeCookie(notice: Notice): string {
  return `${NAME}=${notice}; Path=/console; Max-Age=${KEEP_SEC}; HttpOnly; SameSite=Lax`;
}

export const CLEAR_NOTICE = `${NAME}=; Path=/console; Max-Age=0; HttpOnly; SameSite=Lax`;

export function noticeOf(request: Request): Notice | null {
  const value = cookiesOf(request.get('cookie')).find(([name]) => name === NAME)?.[1];
  return NOTICES.find((notice) => notice === value) ?? null;
}
