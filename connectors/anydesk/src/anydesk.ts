import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import { showAddress } from './anydesk-id.ts';
import { readDownloadLink } from './download-link.ts';
import { LaunchFault } from './launch-fault.ts';
import { launchUrl } from './launch-url.ts';
import { readAddress } from './read-address.ts';
import { readSessionLink } from './read-session-link.ts';

/** AnyDesk behind the core's port. */
export const anydesk: RemoteTool = {
  readAddress: (text) => readAddress(text),
  readSessionLink,
  readDownload: (text, extraHosts) => readDownloadLink(text, extraHosts)?.href ?? null,
  showAddress,
  launchUrl: (address, client) => {
    if (client.kind === 'url-template') throw new LaunchFault('anydesk-not-its-client');
    return launchUrl(address, client);
  },
};
