import type { NotDone } from '../../../core/ports/answer.ts';
import { invalid } from '../../shared/answers.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** The first three characters tell what a record is. */
const PREFIXES = { case: '500', user: '005', queue: '00G' } as const;

/** Ids become parts of addresses and queries, and come from outside. */
export function isRecordId(text: string): boolean {
  return /^[A-Za-z0-9]{15}$/.test(text) || (/^[A-Za-z0-9]{18}$/.test(text) && longId(text.slice(0, 15)) === text);
}

export function isIdOf(kind: keyof typeof PREFIXES, text: string): boolean {
  return text.startsWith(PREFIXES[kind]) && isRecordId(text);
}

/** The 18 characters that are safe where upper and lower case are alike: a suffix tells which letters are capitals. */
export function longId(id: string): string {
  const short = id.slice(0, 15);
  const suffix = [0, 5, 10].map((start) => {
    const bits = Array.from(short.slice(start, start + 5), (letter, place) =>
      letter >= 'A' && letter <= 'Z' ? 1 << place : 0,
    );
    return ALPHABET[bits.reduce((sum, bit) => sum + bit, 0)] ?? '';
  });
  return short + suffix.join('');
}

/** The refusal for an id that Salesforce cannot have given out. */
export function notARecordId(what: string): NotDone {
  return invalid(`This is not the id of a Salesforce ${what}.`);
}
