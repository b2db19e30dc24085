import type { AnyDeskClient } from '../../../core/ports/installation.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { checkedAddress, clientName } from './launch-target.ts';
import { launchUrl } from './launch-url.ts';

export type AgentSystem = 'windows' | 'macos' | 'linux';
export type CommandOptions = { readonly fileTransfer?: boolean; readonly fullScreen?: boolean };

/**
 * A command an agent can paste where a link cannot start AnyDesk: for `cmd` on Windows, the terminal elsewhere. Null where AnyDesk
 * documents no such command. Throws `LaunchFault` as `launchUrl` does.
 */
export function commandLine(
  address: RemoteAddress,
  client: AnyDeskClient,
  system: AgentSystem,
  options: CommandOptions = {},
): string | null {
  const target = checkedAddress(address);
  const name = clientName(client);
  switch (system) {
    case 'windows':
      return words(`"C:\\Program Files (x86)\\${name}\\${name}.exe"`, target, options, '--full-screen');
    case 'linux':
      // How the program of a custom client is called on Linux is documented nowhere: a guess would start nothing, or another client.
      return client.kind === 'standard' ? words('anydesk', target, options, '--fullscreen') : null;
    case 'macos':
      // An MSI is a package for Windows: on a Mac no client answers to its name.
      if (client.kind === 'custom-1-msi' || client.kind === 'custom-2-msi') return null;
      // AnyDesk for macOS takes no address on its command line. The system's own `open` hands it the URL, which knows no options.
      return hasOptions(options) ? null : `open '${launchUrl(target, client)}'`;
    default:
      return system satisfies never;
  }
}

function hasOptions(options: CommandOptions): boolean {
  return options.fileTransfer === true || options.fullScreen === true;
}

// Windows and Linux spell "full screen" differently.
function words(program: string, target: RemoteAddress, options: CommandOptions, fullScreen: string): string {
  const parts = [program, target];
  if (options.fileTransfer === true) parts.push('--file-transfer');
  if (options.fullScreen === true) parts.push(fullScreen);
  return parts.join(' ');
}
