import type { Twilio } from 'twilio';
import { apiOrigin, type TwilioAccount } from './account.ts';

/** Twilio's own client for the account: every call ends in time, none is repeated by itself, none leaves for another host. */
export async function twilioClient(account: TwilioAccount, timeoutMs: number): Promise<Twilio> {
  // The package is large; a server that sends no SMS need not carry it.
  const { default: twilio } = await import('twilio');
  const httpClient = new twilio.RequestClient({ timeout: timeoutMs, autoRetry: false, keepAlive: false });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) => {
    const { pathname, search } = new URL(options.uri);
    const uri = apiOrigin(account) + pathname + search;
    return request({ ...options, uri, timeout: timeoutMs, allowRedirects: false });
  };
  return twilio(account.accountSid, account.authToken, { httpClient, lazyLoading: true, env: {} });
}
