const NOTHING_WAS_SENT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
const LONGEST_CHAIN = 5;

/**
 * True when the connection failed before the first byte of the request could leave: no name, no connection, a certificate that is not
 * trusted. Anything else (a reset, a time-out while waiting) may have reached the other side.
 */
export function nothingWasSent(error: unknown, depth = 0): boolean {
  if (depth > LONGEST_CHAIN || typeof error !== 'object' || error === null) return false;
  const { code, syscall, cause, errors } = error as ErrorDetails;
  if (typeof code === 'string' && NOTHING_WAS_SENT.has(code)) return true;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  if (Array.isArray(errors) && errors.length > 0) return errors.every((each) => nothingWasSent(each, depth + 1));
  return nothingWasSent(cause, depth + 1);
}

/** True when our own time limit ended the call. */
export function timedOut(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as ErrorDetails).name === 'TimeoutError';
}

type ErrorDetails = {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
};
