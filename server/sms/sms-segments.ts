/** How many messages a text costs. */
export type SmsSize = {
  readonly alphabet: 'gsm-7' | 'ucs-2';
  /** In the alphabet's own units. */
  readonly length: number;
  readonly segments: number;
};

/** GSM 03.38: the letters that fit into seven bits, and those that take two of them. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€';

const LIMITS = { 'gsm-7': { one: 160, each: 153 }, 'ucs-2': { one: 70, each: 67 } } as const;

export function smsSize(text: string): SmsSize {
  const letters = Array.from(text);
  const isGsm = letters.every((letter) => BASIC.includes(letter) || EXTENDED.includes(letter));
  const alphabet = isGsm ? 'gsm-7' : 'ucs-2';
  const length = isGsm ? letters.length + letters.filter((letter) => EXTENDED.includes(letter)).length : text.length;
  const { one, each } = LIMITS[alphabet];
  return { alphabet, length, segments: length <= one ? 1 : Math.ceil(length / each) };
}
