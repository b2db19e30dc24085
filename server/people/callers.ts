import type { Callers } from '../http/api/api-deps.ts';
import type { InstallSecrets } from './install-secrets.ts';

/** Whose bearer tokens open the API. */
export function createCallers(secrets: Pick<InstallSecrets, 'installationOf'>): Callers {
  return {
    ownerOf: async (token) => {
      const installationId = await secrets.installationOf(token);
      return installationId === null ? null : { kind: 'installation', installationId };
    },
  };
}
