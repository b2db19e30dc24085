import type { RemoteAddress } from '../../../core/session-request/values.ts';

const ID = /^[1-9]\d{8,9}$/;
const PREFIX = /^[A-Za-z0-9]{1,32}$/;

/** True for an AnyDesk ID: nine or ten digits and nothing else. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** An ID in groups of three, as AnyDesk shows it (`1 234 567 890`); any other address as it is. */
export function showAddress(address: RemoteAddress): string {
  return isId(address) ? address.replace(/\B(?=(?:\d{3})+$)/g, ' ') : address;
}

/**
 * Whether the text can be a custom client's prefix, as my.anydesk shows it under Builds. Real ones are eight hexadecimal digits. Nine
 * or ten plain digits are an AnyDesk ID put into the wrong field, and a link made with them would name two machines.
 */
export function isClientPrefix(text: string): boolean {
  return PREFIX.test(text) && !isId(text);
}
