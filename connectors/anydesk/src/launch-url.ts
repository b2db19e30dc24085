import type { AnyDeskClient } from '../../../core/ports/installation.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { checkedAddress, clientName } from './launch-target.ts';

/** The URL that starts the agent's AnyDesk client. Throws `LaunchFault` for an address `readAddress` did not make or a bad prefix. */
export function launchUrl(address: RemoteAddress, client: AnyDeskClient): string {
  const target = checkedAddress(address);
  const name = clientName(client);
  switch (client.kind) {
    case 'standard':
      return `anydesk:${target}`;
    case 'custom-1':
      // The only kind that registers a scheme of its own.
      return `anydesk-${client.prefix}:${target}`;
    case 'custom-1-msi':
    case 'custom-2':
    case 'custom-2-msi':
      return `anydesk:${name}:${target}`;
    default:
      return client satisfies never;
  }
}
