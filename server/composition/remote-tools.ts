import { anydesk } from '../../connectors/anydesk/src/anydesk.ts';
import { urlTemplate } from '../../connectors/url-template/src/url-template.ts';
import type { RemoteClient } from '../../core/ports/installation.ts';
import type { RemoteTool } from '../../core/ports/remote-tool.ts';

/** Every remote tool as one: which it is says the client that an account's agents have. AnyDesk where nobody says. */
export const remoteTools: RemoteTool = {
  readAddress: (text, client) => toolOf(client).readAddress(text),
  readSessionLink: (text) => anydesk.readSessionLink(text),
  readDownload: (text, extraHosts) => anydesk.readDownload(text, extraHosts),
  showAddress: (address) => anydesk.showAddress(address),
  launchUrl: (address, client) => toolOf(client).launchUrl(address, client),
};

function toolOf(client: RemoteClient | undefined): RemoteTool {
  return client?.kind === 'url-template' ? urlTemplate : anydesk;
}
