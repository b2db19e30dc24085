import { readApiUrl } from '../../connectors/twilio/src/account.ts';
import { createReadCall } from '../../connectors/twilio/src/read-call.ts';
import { createTwilioSender } from '../../connectors/twilio/src/twilio-sender.ts';
import type { Config } from '../config.ts';
import type { ConsoleSms } from '../http/console/console-deps.ts';
import type { NoteBounce } from '../invitations/bounces.ts';
import type { InvitationNews } from '../invitations/invitation-news.ts';
import { createCurrentSms, type SmsAdapter } from '../sms/current-sms.ts';
import { createSmsBook } from '../sms/sms-book.ts';
import { createSmsService, type SmsService } from '../sms/sms-service.ts';
import type { Foundation } from './foundation.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Twilio, as the only SMS service so far. */
export function twilioAdapter({ publicUrl }: Pick<Config, 'publicUrl'>): SmsAdapter {
  const isReachable = !LOOPBACK.has(new URL(publicUrl).hostname);
  const statusUrl = (reference: string): string => `${publicUrl}/webhooks/sms/status/${reference}`;
  return {
    senderFor: (account) => {
      // Twilio refuses a message whose news it could never deliver. A service on this machine reaches us anyway.
      const hearsBack = isReachable || account.apiUrl?.startsWith('http:') === true;
      return createTwilioSender({ account, statusUrl: hearsBack ? statusUrl : null });
    },
    readCall: (account, call) => createReadCall(account)(call),
  };
}

export function smsService(
  { people, store, keys, clock, config }: Foundation,
  told: { readonly noteBounce: NoteBounce; readonly record: (news: InvitationNews) => Promise<void> },
): SmsService {
  const adapter = twilioAdapter(config);
  const current = createCurrentSms(people.smsSettings, adapter);
  return createSmsService({ current, adapter, book: createSmsBook(store.database, keys), ...told, clock });
}

/** What the console tries, before and after it is saved. */
export function consoleSms({ config, store, keys }: Pick<Foundation, 'store' | 'keys'> & WithAddress): ConsoleSms {
  const adapter = twilioAdapter(config);
  return {
    senderFor: (settings) => adapter.senderFor(settings),
    book: createSmsBook(store.database, keys),
    readApiUrl: (text) => readApiUrl(text, config.allowLoopback),
  };
}

type WithAddress = { readonly config: Pick<Config, 'publicUrl' | 'allowLoopback'> };
