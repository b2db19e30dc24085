import { attempt } from 'c/sessionRequestTexts';

/** @param {unknown} value @returns {Record<string, unknown>} */
export function record(value) {
  return typeof value === 'object' && value !== null ? /** @type {Record<string, unknown>} */ (value) : {};
}

/** @param {unknown} value @returns {readonly unknown[]} */
export function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {unknown} value */
export function textOrNull(value) {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** @param {unknown} value */
export function text(value) {
  return typeof value === 'string' ? value : '';
}

/** @param {unknown} value */
export function momentOrNull(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** @param {unknown} value */
export function count(value) {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown> | null}
 */
export function parseRecord(value) {
  const parsed = attempt(
    () => JSON.parse(text(value)),
    () => null,
  );
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
}

/**
 * An address that a link may lead to: https, or this machine. Anything else, `javascript:` above all, is none.
 * @param {unknown} value
 * @returns {string | null}
 */
export function safeAddress(value) {
  const address = attempt(
    () => new URL(text(value)),
    () => null,
  );
  if (address === null) return null;
  const { protocol, hostname, href } = address;
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere) ? href : null;
}
