const LONGEST = 400;
/** The form of Salesforce's session tokens. */
const TOKEN = /00D\w{12,15}(?:!|%21)[\w.%-]+/g;

/** Text from outside on one line of a terminal: no control characters, which could rewrite what stands there, and no token. */
export function plainLine(text: string): string {
  const line = text
    .replaceAll(TOKEN, '[token]')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
