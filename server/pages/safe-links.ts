export class LinkFault extends Error {
  readonly code = 'link-not-allowed';
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const PATH = /^\/(?![/\\])[^\s\\]*$/;
const LAUNCH = /^anydesk(?:-[a-z0-9]{1,32})?:[A-Za-z0-9@._:-]{1,120}$/;

/** Gives back a link to one of our own pages: a path, or a URL below `publicUrl`. Throws `LinkFault` for any other: escaping does not stop `javascript:`. */
export function ownLink(url: unknown, publicUrl: string): string {
  if (typeof url === 'string' && (PATH.test(url) || isBelow(url, publicUrl))) return url;
  throw new LinkFault('a page may only link to our own pages');
}

function isBelow(url: string, publicUrl: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.origin === publicUrl && parsed.username === '' && url.startsWith(`${publicUrl}/`);
}

/** Gives back what starts the agent's AnyDesk: an `anydesk:` URL, or the simulated client on this machine. Throws `LinkFault` otherwise. */
export function launchLink(url: unknown): string {
  if (typeof url === 'string' && (LAUNCH.test(url) || isOnThisMachine(url))) return url;
  throw new LinkFault('this cannot start AnyDesk');
}

function isOnThisMachine(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.protocol === 'http:' && LOOPBACK.has(parsed.hostname) && parsed.username === '';
}

/** `tel:` link of a phone number as people write it; null when it is not one. */
export function phoneLink(phone: string): string | null {
  const digits = phone.replaceAll(/[\s()./-]/g, '');
  return /^\+?[0-9]{3,15}$/.test(digits) ? `tel:${digits}` : null;
}
