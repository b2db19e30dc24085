const MY_DOMAIN = /^https:\/\/(.+)\.my\.salesforce\.com$/;
const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d{1,5}$/;

/**
 * Whether a page of this origin is one of the org's own: Lightning shows the panel on a host beside My Domain. On this machine the
 * pretended org's pages have ports of their own.
 */
export function isPageOfOrg(address: string, origin: string): boolean {
  if (origin === address) return true;
  const domain = MY_DOMAIN.exec(address)?.[1];
  if (domain !== undefined) return origin === `https://${domain}.lightning.force.com`;
  return LOOPBACK.test(address) && LOOPBACK.test(origin);
}
