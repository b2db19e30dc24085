import type { Person } from '../../core/people/rights.ts';
import type { TokenOwners } from '../oauth/token-owners.ts';
import type { InstallSecrets } from '../installations/install-secrets.ts';

/** Who holds a bearer token: an installation by its shared secret, or one agent who signed in for its app. */
export type TokenOwner =
  | { readonly kind: 'installation'; readonly installationId: string }
  | {
      readonly kind: 'agent';
      readonly installationId: string;
      readonly person: Person;
      /** His id in that help desk; null when it does not know him. */
      readonly agentId: string | null;
    };

export type Callers = {
  /** Null when the token is unknown, expired or revoked. */
  ownerOf(token: string): Promise<TokenOwner | null>;
};

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
