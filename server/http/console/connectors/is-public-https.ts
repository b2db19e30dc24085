const NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const ONLY_HERE = /(?:^|\.)(?:localhost|local|internal|lan|test|invalid)$/;

/** Whether servers elsewhere could call this address as the app's platform demands: https, its usual port, and a name that is not only known here. */
export function isPublicHttps(address: string): boolean {
  const { protocol, port, hostname } = new URL(address);
  return protocol === 'https:' && port === '' && NAME.test(hostname) && !ONLY_HERE.test(hostname);
}
