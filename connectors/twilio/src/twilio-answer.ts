import type { Fault, NotDone, Retry } from '../../../core/ports/answer.ts';

type Told = { readonly status: number; readonly code: number | null };
type Meaning = { readonly when: 'never' | 'after-reconnect' | 'soon'; readonly because: Fault };

const never = (code: Fault['code'], message: string): Meaning => ({ when: 'never', because: { code, message } });
const mend = (code: Fault['code'], message: string): Meaning => ({
  when: 'after-reconnect',
  because: { code, message },
});

/** Twilio's error numbers that say more than the status. https://www.twilio.com/docs/api/errors */
const BY_CODE: Readonly<Record<number, Meaning>> = {
  20003: mend('credentials-refused', 'Twilio refuses the account SID or the auth token.'),
  20005: mend('not-permitted', 'The Twilio account is not active.'),
  20404: mend('credentials-refused', 'Twilio does not know this account SID.'),
  21211: never('invalid', 'Twilio says that this is not a phone number.'),
  21212: mend('not-configured', 'Twilio says that the sender is not a number.'),
  21217: never('invalid', 'Twilio says that this is not a phone number.'),
  21408: never('not-permitted', 'The Twilio account may not send to this country. Allow it under Geo permissions.'),
  21606: mend('not-configured', 'The sender is not a number of this Twilio account that can send SMS.'),
  21608: never('not-permitted', 'A Twilio trial account sends only to numbers that were verified there.'),
  21610: never('refused', 'The recipient answered STOP to messages of this sender.'),
  21611: { when: 'soon', because: { code: 'rate-limited', message: "The sender's queue at Twilio is full." } },
  21612: never('refused', 'Twilio cannot reach this number from this sender.'),
  21614: never('invalid', 'This number cannot receive SMS.'),
  21659: mend('not-configured', 'The sender is not a number of this Twilio account.'),
  21703: mend('not-configured', 'The messaging service has no sender that fits.'),
  21705: mend('not-configured', 'Twilio does not know this messaging service.'),
};

const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const REFUSED_TLS = /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS)/;

/** What a failed call means. A server fault or a lost answer is `unknown`: the message may be on its way. */
export function twilioAnswer(error: unknown): NotDone | { readonly kind: 'unknown'; readonly because: string } {
  const told = readTold(error);
  if (told !== null) return ofStatus(told);
  const code = codeOf(error);
  if (NOT_CONNECTED.has(code)) return notDone('soon', { code: 'unreachable', message: 'Twilio cannot be reached.' });
  if (REFUSED_TLS.test(code)) {
    return notDone('after-reconnect', { code: 'refused', message: "Twilio's certificate cannot be trusted." });
  }
  return { kind: 'unknown', because: 'Twilio did not answer.' };
}

function ofStatus({ status, code }: Told): ReturnType<typeof twilioAnswer> {
  if (status >= 500) return { kind: 'unknown', because: `Twilio had a fault of its own (HTTP ${status}).` };
  const known = code === null ? undefined : BY_CODE[code];
  if (known !== undefined) return notDone(known.when, known.because);
  if (status === 429) return notDone('soon', { code: 'rate-limited', message: 'Twilio takes no more calls just now.' });
  if (status === 401 || status === 403) {
    return notDone('after-reconnect', { code: 'credentials-refused', message: 'Twilio refuses this account.' });
  }
  const number = code === null ? `HTTP ${status}` : `error ${code}`;
  return notDone('never', { code: 'refused', message: `Twilio refused the message (${number}).` });
}

function notDone(when: Exclude<Retry['when'], 'at'>, because: Fault): NotDone {
  return { kind: 'not-done', retry: { when }, because };
}

/** The library's exception for answers with an error status; its text is the other side's and is not told on. */
function readTold(error: unknown): Told | null {
  const found = (typeof error === 'object' && error !== null ? error : {}) as Partial<Record<string, unknown>>;
  const { status, code } = found;
  if (typeof status !== 'number') return null;
  return { status, code: typeof code === 'number' ? code : null };
}

function codeOf(error: unknown): string {
  const found = (typeof error === 'object' && error !== null ? error : {}) as Partial<Record<string, unknown>>;
  return typeof found['code'] === 'string' ? found['code'] : '';
}
