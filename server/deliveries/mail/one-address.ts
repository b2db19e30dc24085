import { emailAddress } from '../../outside-text.ts';

/** Exactly one mail address and nothing else: no list, no name, no header, no white space. */
export function isOneAddress(text: string): boolean {
  return emailAddress.safeParse(text).data === text;
}
