import type { Callers } from '../http/api/api-deps.ts';
import type { TokenOwners } from '../oauth/token-owners.ts';
import type { InstallSecrets } from './install-secrets.ts';

/** Whose bearer tokens open the API: an agent's own (`sro_…`), or an installation's secret (`srs_…`). */
export function createCallers(secrets: Pick<InstallSecrets, 'installationOf'>, owners: TokenOwners): Callers {
  return {
    ownerOf: async (token) => {
      if (token.startsWith('sro_')) {
        const owner = await owners.ownerOf(token);
        return owner === null ? null : { kind: 'agent', ...owner };
      }
      const installationId = await secrets.installationOf(token);
      return installationId === null ? null : { kind: 'installation', installationId };
    },
  };
}
