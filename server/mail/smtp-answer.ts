import type { Answer, Fault, Retry } from '../../core/ports/answer.ts';

/** Before the first byte of the mail: certainly not sent. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'EDNS',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'NO-GREETING',
]);
/** What a server refuses before it has heard of a recipient it refuses to every mail of ours. */
const BEFORE_THE_RECIPIENT = new Set(['CONN', 'EHLO', 'HELO', 'LHLO', 'STARTTLS', 'MAIL FROM']);
const TOO_LARGE = 552;

type SmtpFault = {
  readonly code: string | null;
  readonly responseCode: number | null;
  readonly command: string | null;
};

/** What a failed `sendMail` means. A lost connection is `unknown`: SMTP cannot say whether the mail was taken after its last byte. */
export function smtpAnswer(error: unknown): Answer<null> {
  const fault = readFault(error);
  const { code, responseCode, command } = fault;
  const message = messageOf(fault);
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    return notDone('after-reconnect', { code: 'credentials-refused', message });
  }
  if (code === 'ETLS' || code === 'CERTIFICATE') return notDone('after-reconnect', { code: 'refused', message });
  if (responseCode !== null) return notDone(retryOf(responseCode, command), { code: 'refused', message });
  if (code !== null && NOT_REACHED.has(code)) return notDone('soon', { code: 'unreachable', message });
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return notDone('never', { code: 'invalid', message });
  return { kind: 'unknown', because: message };
}

/** One plain sentence; a mail server's own words may hold anything, so only its code is told. */
export function smtpFaultMessage(error: unknown): string {
  return messageOf(readFault(error));
}

function messageOf({ code, responseCode, command }: SmtpFault): string {
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'The mail server refuses user or password.';
  if (code === 'ETLS') return 'The mail server does not offer the encryption that is set.';
  if (code === 'CERTIFICATE') return "The mail server's certificate cannot be trusted.";
  if (responseCode !== null && command !== null && BEFORE_THE_RECIPIENT.has(command)) {
    return `The mail server refuses to take mails from us (SMTP ${responseCode}).`;
  }
  if (responseCode !== null) return `The mail server refused the mail (SMTP ${responseCode}).`;
  if (code !== null && NOT_REACHED.has(code)) return 'The mail server cannot be reached.';
  if (code === 'ETIMEDOUT') return 'The mail server did not answer in time.';
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'The mail could not be put together: check the addresses.';
  return 'The connection to the mail server broke.';
}

function retryOf(responseCode: number, command: string | null): 'soon' | 'never' | 'after-reconnect' {
  if (responseCode < 500) return 'soon';
  const isOurs = command !== null && BEFORE_THE_RECIPIENT.has(command) && responseCode !== TOO_LARGE;
  return isOurs ? 'after-reconnect' : 'never';
}

function notDone(when: Exclude<Retry['when'], 'at'>, because: Fault): Answer<null> {
  return { kind: 'not-done', retry: { when }, because };
}

function readFault(error: unknown): SmtpFault {
  const found = (typeof error === 'object' && error !== null ? error : {}) as Partial<Record<string, unknown>>;
  const { code, responseCode, command, message, timeoutType } = found;
  return {
    code: typeof code === 'string' ? plainCode(code, typeof message === 'string' ? message : '', timeoutType) : null,
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    command: typeof command === 'string' ? command : null,
  };
}

/** nodemailer gives one code to all that happens to a socket; what it was is only in its sentence. */
function plainCode(code: string, message: string, timeoutType: unknown): string {
  // Any other time-out than of the whole socket comes before the mail.
  if (code === 'ETIMEDOUT') return timeoutType === 'SOCKET_TIMEOUT' ? code : 'NO-GREETING';
  if (code !== 'ESOCKET' && code !== 'ECONNECTION') return code;
  if (/certificate|altnames/i.test(message)) return 'CERTIFICATE';
  if (/SSL routines|wrong version number/.test(message)) return 'ETLS';
  return /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/.exec(message)?.[1] ?? code;
}
