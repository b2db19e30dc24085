const ANYDESK = 'anydesk.com';
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])$/;

export type DownloadLink = {
  readonly href: string;
  /** Shown beside the link, so that a person sees where the file comes from. */
  readonly host: string;
};

/**
 * Reads the link to an AnyDesk client that an admin entered. Null unless it is https, without a name, password or port in it, on
 * anydesk.com, below it, or on exactly one of `extraHosts`.
 */
export function readDownloadLink(text: string, extraHosts: readonly string[] = []): DownloadLink | null {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '' || url.port !== '') return null;
  if (!isAllowed(url.hostname, extraHosts)) return null;
  return { href: url.href, host: url.hostname };
}

function isAllowed(host: string, extraHosts: readonly string[]): boolean {
  return (
    host === ANYDESK || host.endsWith(`.${ANYDESK}`) || extraHosts.some((extra) => readDownloadHost(extra) === host)
  );
}

/** Reads a host name that an admin allows downloads from, lower-cased; null when it is anything but a full host name. */
export function readDownloadHost(text: string): string | null {
  const host = text.trim().toLowerCase();
  return host.length <= 253 && HOST.test(host) ? host : null;
}
