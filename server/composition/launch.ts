import { type AgentSystem, commandLine } from '../../connectors/anydesk/src/command-line.ts';
import { clientName } from '../../connectors/anydesk/src/launch-target.ts';
import type { RemoteClient } from '../../core/ports/installation.ts';
import { remoteTools } from './remote-tools.ts';
import type { DemoDesk } from '../demo/demo-desk.ts';
import type { CommandUse, ConnectDeps, LaunchWays } from '../http/connect/connect-deps.ts';

/** How an agent's AnyDesk is started for an address. */
export type Launch = ConnectDeps['launch'];

export const launchAnyDesk: Launch = (address, client) => ({
  url: remoteTools.launchUrl(address, client),
  commandLines: commandLines(address, client),
  ownClient: ownClientOf(client),
  isOtherTool: client.kind === 'url-template',
  ...(client.kind === 'url-template' ? { template: client.template } : {}),
});

/** In the demo the pretended AnyDesk of the agent's device takes the call: no handler is installed anywhere. */
export function launchInDemo({ deviceUrl, deviceOf }: Pick<DemoDesk, 'deviceUrl' | 'deviceOf'>): Launch {
  return (address, client, personId) => {
    const device = deviceOf(personId);
    const asked = { url: remoteTools.launchUrl(address, client), ...(device === null ? {} : { device }) };
    const url = `${deviceUrl}/agent/launch?${new URLSearchParams(asked).toString()}`;
    const isOtherTool = client.kind === 'url-template';
    return { url, commandLines: commandLines(address, client), ownClient: ownClientOf(client), isOtherTool };
  };
}

function ownClientOf(client: RemoteClient): string | null {
  return 'prefix' in client ? clientName(client) : null;
}

const SYSTEMS: readonly AgentSystem[] = ['windows', 'macos', 'linux'];
const USES: readonly CommandUse[] = ['plain', 'fileTransfer', 'fullScreen'];

/** For every system and use that AnyDesk documents a command for; of another tool none is known. */
function commandLines(address: string, client: RemoteClient): LaunchWays['commandLines'] {
  if (client.kind === 'url-template') return [];
  return SYSTEMS.flatMap((system) =>
    USES.flatMap((use) => {
      const line = commandLine(address, client, system, use === 'plain' ? {} : { [use]: true });
      return line === null ? [] : [{ system, use, line }];
    }),
  );
}
