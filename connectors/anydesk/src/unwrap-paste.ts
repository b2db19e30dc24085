import { isClientPrefix } from './anydesk-id.ts';

// As AnyDesk's own window and people's mails name it. A word that also names phone, ticket or mail ("number", "user") is not here.
const OWNER =
  'your|my|this|ihre|deine|meine|votre|ton|mon|tu|su|mi|seu|sua|meu|minha|il tuo|il mio|uw|mijn|您的|你的|我的|あなたの|私の';
const NOUN = 'id|address|alias|desk|adresse|dirección|endereço|indirizzo|adres|位址|地址|識別碼|识别码|アドレス';
const LABEL = new RegExp(
  `^(?:(?:${OWNER}) *)?(?:anydesk(?:[ -]*(?:${NOUN}))?|(?:${NOUN}))(?:\\s*:|(?:\\s+is)?\\s)\\s*`,
  'i',
);
const FULL_WIDTH_OFFSET = 0xfee0;
/** Arabic and Persian keyboards write ten digits from U+0660 and from U+06F0 on. */
const DIGITS_A_ROW = 16;
/** What chats and right-to-left pages put around a number so that it keeps its direction. */
const OUTER_MARKS = /^[\s\u200e\u200f\u061c\u2066-\u2069]+|[\s\u200e\u200f\u061c\u2066-\u2069]+$/g;
const LINK = /^anydesk:(?:\/\/)?(?:anydesk-(?:ad_)?([a-z0-9]+?)(?:_msi)?:)?(.+)$/i;
const LINK_OF_CUSTOM_CLIENT = /^anydesk-([a-z0-9]+):(.+)$/i;

/** What is left of a paste without look-alike signs, outer space, and a known label (`Your ID:`) or the scheme of an `anydesk:` link. */
export function unwrapPaste(text: string): string {
  const folded = foldLookalikes(text.replace(OUTER_MARKS, ''));
  return linkTarget(folded) ?? folded.replace(LABEL, '');
}

function linkTarget(text: string): string | null {
  const [, prefix, target] = LINK.exec(text) ?? LINK_OF_CUSTOM_CLIENT.exec(text) ?? [];
  if (target === undefined || (prefix !== undefined && !isClientPrefix(prefix))) return null;
  return target.trim();
}

/**
 * Turns full-width letters, digits and signs, the digits of Arabic keyboards, every kind of space, and typographic dashes into their
 * ASCII form. Nothing else is folded: normalising more (NFKC) would also read `²`, `①` or `½` as digits, and what is shown would not be
 * what is called.
 */
function foldLookalikes(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCodePoint(sign.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) % DIGITS_A_ROW))
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}
