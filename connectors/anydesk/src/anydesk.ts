import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import { showAddress } from './anydesk-id.ts';
import { launchUrl } from './launch-url.ts';
import { readAddress } from './read-address.ts';

/** AnyDesk behind the core's port. */
export const anydesk: RemoteTool = { readAddress, showAddress, launchUrl };
