import { LONGEST_PATH } from '../oauth/authorize-path.ts';

export const HOME = '/console/requests';
/** The longest is the page where an app asks to act for somebody: all that it asked is in the address. */
export const LONGEST_RETURN = LONGEST_PATH;

const PAGE = /^\/(?:console|connect)(?:\/[A-Za-z0-9._~-]+)*\/?(?:\?[A-Za-z0-9._~&=%+-]*)?$/;
/** As `authorizePath` writes it. */
const AUTHORIZE = /^\/oauth\/authorize\?[A-Za-z0-9_&=%-]*$/;

/**
 * Where to go after signing in: a path of our own pages, else the list of requests. Only what the patterns spell out: browsers read
 * `//host`, `/\host` and control characters as other hosts.
 */
export function returnPath(text: unknown): string {
  if (typeof text !== 'string' || text.length > LONGEST_RETURN) return HOME;
  const isPage = text.length <= 1000 && PAGE.test(text) && !text.includes('..');
  return isPage || AUTHORIZE.test(text) ? text : HOME;
}
