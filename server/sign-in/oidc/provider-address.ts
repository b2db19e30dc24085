const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const LONGEST_CHARS = 500;
const DISCOVERY = /\/\.well-known\/openid-configuration\/?$/;

export type AddressRule = {
  /** Plain http and this machine itself are fine: for the demo and for tests. */
  readonly allowLoopback: boolean;
};

/** Whether a provider may be spoken to, or a browser sent, at this address. Where a name leads is checked at each call. */
export function isProviderAddress(text: string, { allowLoopback }: AddressRule): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && allowLoopback && LOOPBACK.has(url.hostname));
}

/** The issuer as an admin typed or pasted it, also with the path of its description behind it; null when it is none. */
export function readIssuer(text: string, rule: AddressRule): string | null {
  const issuer = text.trim().replace(DISCOVERY, '');
  if (issuer.length > LONGEST_CHARS || issuer.includes('?') || !isProviderAddress(issuer, rule)) return null;
  return issuer;
}
