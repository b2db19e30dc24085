import type { Installation } from '../../core/ports/installation.ts';
import type { RemoteTool } from '../../core/ports/remote-tool.ts';
import type { TicketAsset } from '../../core/ports/ticket.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import type { RequestReader } from '../storage/store.ts';
import { proposeAddresses } from './propose-addresses.ts';

/** The kind of delivery that asks for the devices of a ticket. */
export const ASSET_LOOK = 'asset-look';

type Deps = {
  readonly core: CorePorts;
  readonly requests: Pick<RequestReader, 'find'>;
  readonly installations: { find(id: string): Promise<Installation | null> };
  readonly remoteTool: Pick<RemoteTool, 'readAddress'>;
};

/** Proposes the devices of the ticket that have an address. False: there was nothing to propose. */
export type ProposeAssets = (requestId: string, ticketId: string, assets: readonly TicketAsset[]) => Promise<boolean>;

export function createProposeAssets({ core, requests, installations, remoteTool }: Deps): ProposeAssets {
  return async (requestId, ticketId, assets) => {
    const stored = await requests.find(requestId);
    // Meanwhile it may stand on another ticket, which is asked for by itself.
    if (stored === null || stored.request.ticket?.id !== ticketId) return false;
    const installation = await installations.find(stored.request.installationId);
    const proposals = assets.flatMap(({ name, address: text }) => {
      const address = remoteTool.readAddress(text, installation?.settings.remoteClient);
      return address === null ? [] : [{ address, name }];
    });
    return proposeAddresses(core, requestId, 'asset', proposals);
  };
}
