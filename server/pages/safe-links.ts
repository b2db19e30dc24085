import { ADDRESS_PLACE, isLaunchTemplate } from '../../core/ports/launch-template.ts';

export class LinkFault extends Error {
  readonly code = 'link-not-allowed';
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const PATH = /^\/(?![/\\])[^\s\\]*$/;
const LAUNCH = /^anydesk(?:-[a-z0-9]{1,32})?:[A-Za-z0-9@._:-]{1,120}$/;
/** An address as it stands in a URL. */
const FILLED_IN = /^[A-Za-z0-9](?:[A-Za-z0-9._-]|%[0-9A-F]{2}){0,400}$/;

/** Gives back a link to one of our own pages: a path, or a URL below `publicUrl`. Throws `LinkFault` for any other: escaping does not stop `javascript:`. */
export function ownLink(url: unknown, publicUrl: string): string {
  if (typeof url === 'string' && (PATH.test(url) || isBelow(url, publicUrl))) return url;
  throw new LinkFault('a page may only link to our own pages');
}

function isBelow(url: string, publicUrl: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.origin === publicUrl && parsed.username === '' && url.startsWith(`${publicUrl}/`);
}

/**
 * Gives back what starts the agent's client: an `anydesk:` URL, the simulated client on this machine, or what was made of the admin's
 * `template` for another tool. Throws `LinkFault` otherwise.
 */
export function launchLink(url: unknown, template: unknown = null): string {
  if (typeof url === 'string' && (LAUNCH.test(url) || isOnThisMachine(url) || isMadeOf(url, template))) return url;
  throw new LinkFault('this cannot start AnyDesk');
}

function isMadeOf(url: string, template: unknown): boolean {
  if (typeof template !== 'string' || !isLaunchTemplate(template)) return false;
  const [before = '', after = ''] = template.split(ADDRESS_PLACE);
  const isFramed = url.startsWith(before) && url.endsWith(after) && url.length > before.length + after.length;
  return isFramed && FILLED_IN.test(url.slice(before.length, url.length - after.length));
}

function isOnThisMachine(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.protocol === 'http:' && LOOPBACK.has(parsed.hostname) && parsed.username === '';
}

/** Gives back a link to somewhere else; throws `LinkFault` unless it is https. */
export function outsideLink(url: unknown): string {
  if (typeof url === 'string' && URL.parse(url)?.protocol === 'https:') return url;
  throw new LinkFault('a page may only lead to https addresses');
}

/** `tel:` link of a phone number as people write it; null when it is not one. */
export function phoneLink(phone: string): string | null {
  const digits = phone.replaceAll(/[\s()./-]/g, '');
  return /^\+?[0-9]{3,15}$/.test(digits) ? `tel:${digits}` : null;
}
