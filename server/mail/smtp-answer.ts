import type { Answer, Fault } from '../../core/ports/answer.ts';

type SmtpFault = { readonly code?: unknown; readonly responseCode?: unknown; readonly command?: unknown };

/** Before the first byte of the mail: certainly not sent. */
const NOT_REACHED = new Set(['ECONNREFUSED', 'EDNS', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What a failed `sendMail` means. A lost connection is `unknown`: SMTP cannot say whether the mail was taken after its last byte. */
export function smtpAnswer(error: unknown): Answer<null> {
  const { code, responseCode } = readFault(error);
  const message = smtpFaultMessage(error);
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    return notDone('after-reconnect', { code: 'credentials-refused', message });
  }
  if (code === 'ETLS') return notDone('after-reconnect', { code: 'refused', message });
  if (typeof responseCode === 'number') {
    return responseCode >= 500
      ? notDone('never', { code: 'refused', message })
      : notDone('soon', { code: 'refused', message });
  }
  if (typeof code === 'string' && NOT_REACHED.has(code)) return notDone('soon', { code: 'unreachable', message });
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return notDone('never', { code: 'invalid', message });
  return { kind: 'unknown', because: message };
}

/** One plain sentence; a mail server's own words may hold anything, so only its code is told. */
export function smtpFaultMessage(error: unknown): string {
  const { code, responseCode } = readFault(error);
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'The mail server refuses user or password.';
  if (code === 'ETLS') return 'The mail server does not offer the encryption that is set.';
  if (typeof responseCode === 'number') return `The mail server refused the mail (SMTP ${responseCode}).`;
  if (typeof code === 'string' && NOT_REACHED.has(code)) return 'The mail server cannot be reached.';
  if (code === 'ETIMEDOUT') return 'The mail server did not answer in time.';
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'The mail could not be put together: check the addresses.';
  return 'The connection to the mail server broke.';
}

function notDone(when: 'soon' | 'never' | 'after-reconnect', because: Fault): Answer<null> {
  return { kind: 'not-done', retry: { when }, because };
}

function readFault(error: unknown): SmtpFault {
  if (typeof error !== 'object' || error === null) return {};
  const fault: SmtpFault & { readonly cause?: unknown; readonly errno?: unknown } = error;
  // nodemailer wraps socket errors as ESOCKET and keeps the system's code in the error itself or its cause.
  const inner = typeof fault.cause === 'object' && fault.cause !== null ? (fault.cause as SmtpFault).code : undefined;
  return fault.code === 'ESOCKET' || fault.code === 'ECONNECTION'
    ? { ...fault, code: inner ?? systemCode(fault) ?? fault.code, responseCode: fault.responseCode }
    : fault;
}

function systemCode(fault: object): string | undefined {
  const message = 'message' in fault ? String(fault.message) : '';
  return /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/.exec(message)?.[1];
}
