import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { isId } from './anydesk-id.ts';
import { unwrapPaste } from './unwrap-paste.ts';

const LONGEST_PASTE = 200;
const GROUPED_DIGITS = /^\d+(?:(?: +| *[.-] *)\d+)*$/;
const DIGITS_AT_AD = /^([\d .-]*\d) *@ad$/i;
// A name led by a dash would be an option once it reaches a command line.
const ALIAS = /^[a-z0-9._][a-z0-9._-]{0,24}@[a-z0-9_][a-z0-9._-]{0,31}$/i;

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/;
const PHONE_NUMBER = /^\d{3}[ .-]+\d{3}[.-]\d{4}$/;
const DATE = /^\d{4}-\d{2}-\d{2}/;
const MAIL_DOMAIN = /\.[a-z]{2,}$/i;

/**
 * Reads an AnyDesk ID or alias as people paste it: bare, behind a label such as `Your ID:`, or as an `anydesk:` link. Gives nine or
 * ten digits, or a lower-case `name@namespace`; null when the text is no address or could mean something else too.
 */
export function readAddress(text: string): RemoteAddress | null {
  if (text.length > LONGEST_PASTE) return null;
  const bare = unwrapPaste(text);
  const digits = DIGITS_AT_AD.exec(bare)?.[1] ?? bare;
  if (GROUPED_DIGITS.test(digits)) return readId(digits);
  return digits === bare ? readAlias(bare) : null;
}

// Digits before `@ad` that are no ID are refused here too: they are a mistyped ID, and as an alias would name a stranger's machine.
function readId(grouped: string): RemoteAddress | null {
  if (IPV4.test(grouped) || PHONE_NUMBER.test(grouped) || DATE.test(grouped)) return null;
  const digits = grouped.replace(/[ .-]/g, '');
  return isId(digits) ? digits : null;
}

// The namespace's own rules are not public. One that ends like a mail domain is far more often a mail address in the wrong field.
function readAlias(text: string): RemoteAddress | null {
  return ALIAS.test(text) && !MAIL_DOMAIN.test(text) ? text.toLowerCase() : null;
}
