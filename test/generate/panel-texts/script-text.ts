/** `value` as a script writes a text: in single quotes, on one line. */
export function quoted(value: string): string {
  const inner = JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
  return `'${inner}'`;
}

/** The members of an object that holds `words`, one on each line. */
export function members(words: Readonly<Record<string, string>>): string {
  return Object.entries(words)
    .map(([key, text]) => `  ${/^[a-z]\w*$/i.test(key) ? key : quoted(key)}: ${quoted(text)},\n`)
    .join('');
}
