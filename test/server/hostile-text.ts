/** Texts that must never get in, with why; each contains letters, so that trimming does not make it harmless. */
const HOSTILE_TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['U+0000', 'a\u0000b'],
  ['a lone high surrogate', 'a\ud83db'],
  ['a lone low surrogate', 'a\ude00b'],
  ['a bell', 'a\u0007b'],
  ['an escape sequence', 'a\u001b[31mb'],
  ['a delete character', 'a\u007fb'],
  ['a C1 control character', 'a\u0085b'],
  ['a bidirectional override', 'a\u202eb'],
  ['a bidirectional isolate', 'a\u2066b'],
];

/** More that must not get into a text of one line. */
const HOSTILE_IN_A_LINE: readonly (readonly [name: string, text: string])[] = [
  ['a line break', 'a\nb'],
  ['a header injection', 'a\r\nBcc: all@example.com'],
  ['a tab', 'a\tb'],
  ['a line separator', 'a\u2028b'],
  ['a paragraph separator', 'a\u2029b'],
];

/** Values of every other JSON type. */
const NOT_TEXT: readonly (readonly [name: string, value: unknown])[] = [
  ['a number', 7],
  ['a flag', true],
  ['an empty array', []],
  ['an array with a text', ['text']],
  ['an object', { text: 'text' }],
];

/** Fields of a creation that hold text, and how many characters they take. `isFormatted`: not any text will do. */
export const CREATION_TEXTS: readonly TextField[] = [
  { path: 'agent.id', most: 100 },
  { path: 'agent.name', most: 120 },
  { path: 'agent.email', most: 254, isFormatted: true },
  { path: 'ticket.id', most: 40 },
  { path: 'ticket.number', most: 40 },
  { path: 'ticket.subject', most: 300, mayBeEmpty: true },
  { path: 'recipient.name', most: 120 },
  { path: 'recipient.email', most: 254, isFormatted: true },
  { path: 'recipient.phone', most: 40, isFormatted: true },
  { path: 'language', most: 35, isFormatted: true },
  { path: 'comment', most: 2000, mayBeEmpty: true, hasLines: true },
  { path: 'schedule.timeZone', most: 64, isFormatted: true },
  { path: 'commandId', most: 64, isFormatted: true },
];

export type TextField = {
  readonly path: string;
  readonly most: number;
  readonly mayBeEmpty?: boolean;
  readonly hasLines?: boolean;
  readonly isFormatted?: boolean;
};

/** The same for commands: the command's type, and its field. */
export const COMMAND_TEXTS: readonly (TextField & { readonly command: string })[] = [
  { command: 'enter-address', path: 'address', most: 200, isFormatted: true },
  { command: 'close-request', path: 'note', most: 2000, mayBeEmpty: true, hasLines: true },
  { command: 'reschedule', path: 'schedule.timeZone', most: 64, isFormatted: true },
  { command: 'correct-recipient', path: 'recipient.name', most: 120 },
  { command: 'correct-recipient', path: 'recipient.email', most: 254, isFormatted: true },
  { command: 'correct-recipient', path: 'recipient.phone', most: 40, isFormatted: true },
  { command: 'correct-recipient', path: 'language', most: 35, isFormatted: true },
  { command: 'add-comment', path: 'text', most: 2000, hasLines: true },
  { command: 'attach-ticket', path: 'ticket.id', most: 40 },
  { command: 'attach-ticket', path: 'ticket.number', most: 40 },
  { command: 'attach-ticket', path: 'ticket.subject', most: 300, mayBeEmpty: true },
];

/** Every hostile value for one field. */
export function spoilings(field: TextField): readonly (readonly [name: string, value: unknown])[] {
  return [
    ...HOSTILE_TEXTS,
    ...(field.hasLines === true ? [] : HOSTILE_IN_A_LINE),
    ...NOT_TEXT,
    ['too long a text', 'x'.repeat(field.most + 1)],
    ...(field.mayBeEmpty === true ? [] : ([['nothing but spaces', ' \u00a0 ']] as const)),
    ...(field.isFormatted === true ? ([['markup', '<script>alert(1)</script>']] as const) : []),
  ];
}
