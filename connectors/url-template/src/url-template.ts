import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { ADDRESS_PLACE, isLaunchTemplate } from '../../../core/ports/launch-template.ts';

// Led by a letter or a digit: a dash would be an option once it reaches a command line.
const ADDRESS = /^[A-Za-z0-9][A-Za-z0-9@$_.-]{2,127}$/;
const GROUPED_DIGITS = /^\d{2,4}(?: \d{2,4})+$/;

/** Any remote tool that is started by a URL with the device's ID in it, such as RustDesk or MeshCentral. */
export const urlTemplate: RemoteTool = {
  readAddress: (text) => {
    const trimmed = text.trim();
    const bare = GROUPED_DIGITS.test(trimmed) ? trimmed.replaceAll(' ', '') : trimmed;
    return ADDRESS.test(bare) ? bare : null;
  },
  // Sessions are not made in such a tool before somebody connects.
  readSessionLink: () => null,
  // Nothing is known of such a tool's maker.
  readDownload: () => null,
  showAddress: (address) => address,
  launchUrl: (address, client) => {
    if (client.kind !== 'url-template' || !isLaunchTemplate(client.template)) throw new TemplateFault('not-a-template');
    const written = encodeURIComponent(checked(address));
    return client.template.replace(ADDRESS_PLACE, () => written);
  },
};

/** A launch that must not be built. The refused text is left out on purpose: it may be hostile, and this ends in logs. */
class TemplateFault extends Error {
  readonly code: 'not-a-template' | 'not-an-address';

  constructor(code: 'not-a-template' | 'not-an-address') {
    super(`A launch by URL template was refused: ${code}.`);
    this.name = 'TemplateFault';
    this.code = code;
  }
}

function checked(address: RemoteAddress): RemoteAddress {
  if (!ADDRESS.test(address)) throw new TemplateFault('not-an-address');
  return address;
}
