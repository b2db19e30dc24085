/** Control characters and marks that change the reading direction: they can make a text read as something it is not. */
const UNWANTED = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+/gu;

/** Text from outside as part of one line, at most `most` characters long. */
export function plainLine(text: string, most: number): string {
  const line = text.toWellFormed().replace(UNWANTED, ' ').replace(/\s+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}
