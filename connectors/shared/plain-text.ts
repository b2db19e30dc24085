// Control characters but breaks and tabs, the marks that reorder text on screen, and the byte order mark.
const CONTROL = /[\p{Cc}--[\n\t]]|\p{Bidi_Control}|\ufeff/gv;
const EMAIL = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\]{1,255}$/;

/** Text from outside as people may see it: no controls, no half characters, `\n` as the only line break, at most `maxChars` long. */
export function readText(value: string, maxChars: number): string {
  const clean = value
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(CONTROL, '')
    .trim();
  return shorten(clean, maxChars);
}

/** The same on one line. */
export function readLine(value: string | null, maxChars: number): string {
  return readText((value ?? '').replace(/\s+/g, ' '), maxChars);
}

/** Exactly one e-mail address, or null. */
export function readEmail(value: string | null): string | null {
  const line = readLine(value, 320);
  return line === value?.trim() && EMAIL.test(line) ? line : null;
}

/** A BCP 47 tag, or null. */
export function readLanguage(value: string | null): string | null {
  try {
    return Intl.getCanonicalLocales(readLine(value, 35))[0] ?? null;
  } catch {
    return null;
  }
}

/** Cuts between characters, never inside one, and shows that it did. */
function shorten(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const characters = Array.from(text);
  return characters.length <= maxChars ? text : `${characters.slice(0, Math.max(0, maxChars - 1)).join('')}…`;
}
