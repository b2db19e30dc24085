const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const LONGEST_CHARS = 2_000;

/** What is wrong with the address of an outgoing webhook, as one sentence; null when nothing is. Where the name leads is checked at each post. */
export function webhookAddressProblem(
  text: string,
  { allowLoopback }: { readonly allowLoopback: boolean },
): string | null {
  if (text.length > LONGEST_CHARS || !URL.canParse(text)) return 'This is not a web address.';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'The address must not contain a user name or a password.';
  if (url.hash !== '') return 'The address must not contain a part after #.';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && allowLoopback && LOOPBACK.has(url.hostname)) return null;
  return 'The address must begin with https://.';
}
