import type { SessionRequest } from '../../core/session-request/states.ts';

const LONGEST_TERM = 40;
const MOST_TERMS = 80;
const MOST_WORDS = 8;

const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
/** Scripts written without spaces, where any two neighbours may be the start of a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const IS_UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const ACCENTS = /(\p{Script=Latin})\p{M}+/gu;
const OWN_NUMBER = /^rs-?0*(\d+)$/;

/** What a request can be found by: its number, the recipient, the ticket's number and subject. */
export function searchText(request: SessionRequest): string {
  const { recipient, ticket, number } = request;
  const shortNumber = number.replace(/^RS-0*/, '');
  const parts = [
    shortNumber,
    number.slice('RS-'.length),
    recipient.name,
    recipient.email,
    recipient.phone,
    ticket?.number,
    ticket?.subject,
  ];
  return parts.filter((part) => part !== null && part !== undefined).join('\n');
}

/** The terms to store for a text: lower-case words, and pairs of neighbours for scripts without spaces. Each once. */
export function termsOf(text: string): readonly string[] {
  const terms = new Set<string>();
  for (const word of wordsOf(text)) {
    for (const term of isUnspaced(word) ? pairsAndLast(word) : [cut(word)]) terms.add(term);
    if (terms.size >= MOST_TERMS) break;
  }
  return [...terms].slice(0, MOST_TERMS);
}

/** The beginnings of terms that a search asks for: every one of them must be found. Empty when the text holds no word at all. */
export function wordsToFind(search: string): readonly string[] {
  const words = new Set<string>();
  for (const chunk of normal(search).split(/\s+/u)) {
    const ownNumber = OWN_NUMBER.exec(chunk)?.[1];
    for (const word of ownNumber === undefined ? wordsOf(chunk) : [ownNumber]) {
      for (const beginning of isUnspaced(word) ? pairs(word) : [cut(word)]) words.add(beginning);
    }
  }
  return [...words].slice(0, MOST_WORDS);
}

/** Full-width letters and ligatures become plain, and Latin letters lose their accents: not everybody can type them. */
function normal(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  return lower.normalize('NFD').replaceAll(ACCENTS, '$1').normalize('NFC');
}

function wordsOf(text: string): readonly string[] {
  return (normal(text).match(WORDS) ?? []).flatMap((word) => word.match(UNSPACED) ?? []);
}

function isUnspaced(word: string): boolean {
  return IS_UNSPACED.test(word);
}

function pairs(word: string): readonly string[] {
  const characters = Array.from(word);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

/** The last character alone is kept too: a search for one character looks for terms that begin with it. */
function pairsAndLast(word: string): readonly string[] {
  return [...pairs(word), ...Array.from(word).slice(-1)];
}

function cut(word: string): string {
  return Array.from(word).slice(0, LONGEST_TERM).join('');
}
