import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import { showAddress } from './anydesk-id.ts';
import { launchUrl } from './launch-url.ts';
import { readAddress } from './read-address.ts';
import { readSessionLink } from './read-session-link.ts';

/** AnyDesk behind the core's port. */
export const anydesk: RemoteTool = { readAddress, readSessionLink, showAddress, launchUrl };
