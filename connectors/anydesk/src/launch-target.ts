import type { AnyDeskClient } from '../../../core/ports/installation.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { isClientPrefix } from './anydesk-id.ts';
import { LaunchFault } from './launch-fault.ts';
import { readAddress } from './read-address.ts';

/**
 * The address, if `readAddress` could have made it. Throws `LaunchFault` otherwise: what follows `anydesk:` ends in a command line on
 * an agent's machine, so no other text may get there.
 */
export function checkedAddress(address: RemoteAddress): RemoteAddress {
  if (readAddress(address) !== address) throw new LaunchFault('anydesk-not-an-address');
  return address;
}

/** What AnyDesk calls the installed client: `AnyDesk`, or with prefix `AnyDesk-ad_abc12345_msi`. Throws `LaunchFault` on a bad prefix. */
export function clientName(client: AnyDeskClient): string {
  if (client.kind === 'standard') return 'AnyDesk';
  if (!isClientPrefix(client.prefix)) throw new LaunchFault('anydesk-not-a-prefix');
  switch (client.kind) {
    case 'custom-1':
      return `AnyDesk-${client.prefix}`;
    case 'custom-1-msi':
      return `AnyDesk-${client.prefix}_msi`;
    case 'custom-2':
      return `AnyDesk-ad_${client.prefix}`;
    case 'custom-2-msi':
      return `AnyDesk-ad_${client.prefix}_msi`;
    default:
      return client satisfies never;
  }
}
