const FROM_THE_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const OPENS = '\u2068';
const CLOSES = '\u2069';

/** A mark at the end of an address would become part of it. */
const ADDRESS = /^https?:\/\//;

/**
 * `value` between marks that keep its direction to itself, where it is another one than that of the text around it. Without them a browser
 * shows "123 456 789" as "789 456 123" beside Arabic words, and a name in Arabic turns the end of an English sentence around.
 */
export function isolate(value: string, around: 'ltr' | 'rtl'): string {
  const isForeign = around === 'rtl' ? /[\p{L}\p{N}]/u.test(value) : FROM_THE_RIGHT.test(value);
  return isForeign && !ADDRESS.test(value) ? `${OPENS}${value}${CLOSES}` : value;
}
