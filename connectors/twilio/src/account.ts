/** A Twilio account as the admin set it up. */
export type TwilioAccount = {
  /** `AC` and 32 hexadecimal digits. */
  readonly accountSid: string;
  readonly authToken: string;
  /** An own number in E.164, or the id of a messaging service (`MG…`). */
  readonly sender: string;
  /** Where the API answers: another region's address, or null for the usual one. */
  readonly apiUrl: string | null;
};

export const SERVICE_SID = /^MG[0-9a-f]{32}$/;

const USUAL_API = 'https://api.twilio.com';
const TWILIO_HOST = /^(?:[a-z0-9-]+\.)*twilio\.com$/;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function apiOrigin({ apiUrl }: Pick<TwilioAccount, 'apiUrl'>): string {
  return apiUrl ?? USUAL_API;
}

/** The origin an admin typed; null unless it is one of Twilio's, over https, or this machine where that is allowed. */
export function readApiUrl(text: string, allowLoopback: boolean): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.href !== `${url.origin}/`) return null;
  if (url.protocol === 'https:' && url.port === '' && TWILIO_HOST.test(url.hostname)) return url.origin;
  return allowLoopback && url.protocol === 'http:' && LOOPBACK.has(url.hostname) ? url.origin : null;
}
