import type { RemoteAddress } from '../session-request/values.ts';
import type { RemoteClient } from './installation.ts';

/** The program that does the remote control. */
export type RemoteTool = {
  /** Reads what people paste; null when it is not an address of this tool. `client`: the agents', where it is known. */
  readAddress(text: string, client?: RemoteClient): RemoteAddress | null;
  /** Reads a link to a session that an agent made in the tool itself; null when it leads anywhere else. */
  readSessionLink(text: string): string | null;
  /** Reads the link to a client that an admin offers for download; null unless it lies with the tool's maker or on one of `extraHosts`. */
  readDownload(text: string, extraHosts: readonly string[]): string | null;
  /** How people read the address: `123 456 789`. */
  showAddress(address: RemoteAddress): string;
  /** The URL that starts the agent's client. Throws when the address was not made by `readAddress`, and for a client of another tool. */
  launchUrl(address: RemoteAddress, client: RemoteClient): string;
};
