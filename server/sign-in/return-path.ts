export const HOME = '/console/requests';

/**
 * Where to go after signing in: a path of our own pages, else the list of requests. Only what the pattern spells out: browsers read
 * `//host`, `/\host` and control characters as other hosts.
 */
export function returnPath(text: unknown): string {
  if (typeof text !== 'string' || text.length > 1000) return HOME;
  return /^\/(?:console|connect)(?:\/[A-Za-z0-9._~-]+)*\/?(?:\?[A-Za-z0-9._~&=%+-]*)?$/.test(text) &&
    !text.includes('..')
    ? text
    : HOME;
}
