import { anydesk } from '../../connectors/anydesk/src/anydesk.ts';
import { type AgentSystem, commandLine } from '../../connectors/anydesk/src/command-line.ts';
import type { RemoteClient } from '../../core/ports/installation.ts';
import type { ConnectDeps, LaunchWays } from '../http/connect/connect-deps.ts';

/** How an agent's AnyDesk is started for an address. */
export type Launch = ConnectDeps['launch'];

export const launchAnyDesk: Launch = (address, client) => ({
  url: anydesk.launchUrl(address, client),
  commandLines: commandLines(address, client),
});

/** In the demo the pretended AnyDesk of the agent's device takes the call: no handler is installed anywhere. */
export function launchInDemo(deskUrl: string): Launch {
  return (address, client) => {
    const url = `${deskUrl}/agent/launch?url=${encodeURIComponent(anydesk.launchUrl(address, client))}`;
    return { url, commandLines: commandLines(address, client) };
  };
}

const SYSTEMS: readonly AgentSystem[] = ['windows', 'macos', 'linux'];

/** For every system and use that AnyDesk documents a command for. */
function commandLines(address: string, client: RemoteClient): LaunchWays['commandLines'] {
  return SYSTEMS.flatMap((system) =>
    [{}, { fileTransfer: true }, { fullScreen: true }].flatMap((options) => {
      const line = commandLine(address, client, system, options);
      return line === null ? [] : [{ system, line }];
    }),
  );
}
