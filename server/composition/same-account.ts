import { readFreshserviceAddress } from '../../connectors/freshservice/src/address.ts';

/**
 * Whether an app that says it runs in `domain` runs in the account we are connected to. Accounts under a name of the company's own cannot
 * be compared and pass: this catches a secret that was pasted into the wrong account, it does not prove anything.
 */
export function isSameAccount(address: string, domain: string | null): boolean {
  const ours = readFreshserviceAddress(address, { allowLoopback: false });
  const told = readFreshserviceAddress(domain ?? '', { allowLoopback: false });
  return !ours.ok || !told.ok || ours.origin === told.origin;
}
