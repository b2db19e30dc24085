import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import type { Devices } from './devices.ts';
import type { Opened } from './open-link.ts';

/**
 * Whom the link was sent to, and for which account: what a browser is known by. Corrected in any point, it is somebody else. Null where
 * only a name is known, which more than one person may have.
 */
export function personOf({ installationId, recipient }: Pick<SessionRequest, 'installationId' | 'recipient'>) {
  const { name, email, phone } = recipient;
  if (email === null && phone === null) return null;
  return JSON.stringify([installationId, ...[name, email ?? '', phone ?? ''].map(plain)]);
}

/**
 * The address of a device on which this same person allowed access before, while nobody has joined: then one page is enough, as its press
 * joins and answers at once. Null for every other browser, and where something has to be shown first.
 */
export function returningAddress(
  { remoteTool }: { readonly remoteTool: Pick<RemoteTool, 'readAddress'> },
  devices: Pick<Devices, 'addressAllowedBy'>,
  { request, installation }: Pick<Opened, 'request' | 'installation'>,
  cookieHeader: string | undefined,
): RemoteAddress | null {
  // A session that the agent made in the remote tool is begun by its own link, on the page after joining.
  if (request.status !== 'Open' || request.sessionLink !== null) return null;
  const person = personOf(request);
  const kept = person === null ? null : devices.addressAllowedBy(cookieHeader, person);
  return kept === null ? null : remoteTool.readAddress(kept, installation.settings.remoteClient);
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
