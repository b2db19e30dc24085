import type { Clock } from '../../../core/ports/world.ts';
import type { Vault } from '../../secrets/vault.ts';
import { lookAtProvider, type ProviderLook } from '../oidc/look-at-provider.ts';
import { createOidcFlow, type OidcFlow } from '../oidc/oidc-flow.ts';
import { pendingCookie } from '../oidc/pending-sign-in.ts';
import { createProviders, type Providers } from '../oidc/provider.ts';
import type { ProviderClient } from '../oidc/provider-settings.ts';
import { VaultFault } from '../../secrets/vault.ts';
import { enterOrg, type EnterOrgDeps, type OrgRefusal } from './enter-org.ts';
import type { NewOrgSession } from './org-session-store.ts';
import type { OrgClient } from './org-clients.ts';

export type OrgFlow = OidcFlow<NewOrgSession, OrgRefusal>;

export type OrgFlowDeps = EnterOrgDeps & {
  readonly readClient: (installationId: string) => Promise<OrgClient | null>;
  /** The account's origin, which is its issuer; null when the account is gone. */
  readonly issuerOf: (installationId: string) => Promise<string | null>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly allowLoopback: boolean;
  readonly timeoutMs: number;
  readonly report: (installationId: string, reason: Readonly<Record<string, string>>) => void;
};

export type OrgFlows = {
  /** Each account is a provider of its own, and has an address of its own to lead back to: no answer of one counts for another. */
  of(installationId: string): OrgFlow;
  redirectUri(installationId: string): string;
  /** Tries the stored app. Null: there is none. */
  test(installationId: string): Promise<ProviderLook | null>;
};

/** The least that tells who somebody is. */
const SCOPES = ['openid', 'email', 'profile'];
const HOUR_MS = 3_600_000;

export function createOrgFlows(deps: OrgFlowDeps): OrgFlows {
  const { clock, vault, publicUrl, allowLoopback, timeoutMs } = deps;
  const cookie = pendingCookie(vault, publicUrl.startsWith('https://'), 'org');
  const made = new Map<string, { readonly flow: OrgFlow; readonly providers: Providers }>();
  const redirectUri = (installationId: string): string =>
    `${publicUrl}/connect/sign-in/${encodeURIComponent(installationId)}/callback`;
  const partsOf = (installationId: string) => {
    const known = made.get(installationId);
    if (known !== undefined) return known;
    const providers = createProviders({ clock, allowLoopback, timeoutMs });
    const flow = createOidcFlow<ProviderClient & { readonly longestMs: number }, NewOrgSession, OrgRefusal>({
      settings: { read: () => readProvider(deps, installationId) },
      providers,
      cookie,
      clock,
      redirectUri: redirectUri(installationId),
      report: (reason) => deps.report(installationId, reason),
      enter: (proven, { longestMs }) => enterOrg(deps, installationId, proven, { now: clock.now(), longestMs }),
    });
    const parts = { flow, providers };
    made.set(installationId, parts);
    return parts;
  };
  return {
    of: (installationId) => partsOf(installationId).flow,
    redirectUri,
    test: async (installationId) => {
      try {
        const client = await readProvider(deps, installationId);
        if (client === null) return null;
        return await lookAtProvider(partsOf(installationId).providers, client, redirectUri(installationId));
      } catch (error) {
        if (error instanceof VaultFault) return { ok: false, trouble: { code: 'secret-lost', detail: error.message } };
        throw error;
      }
    },
  };
}

async function readProvider({ readClient, issuerOf }: OrgFlowDeps, installationId: string) {
  const [client, issuer] = await Promise.all([readClient(installationId), issuerOf(installationId)]);
  if (client === null || issuer === null) return null;
  const { clientId, clientSecret, hours } = client;
  const longestMs = hours * HOUR_MS;
  return { issuer, clientId, clientSecret, scopes: SCOPES, groupsClaim: null, maxAgeMs: longestMs, longestMs };
}
