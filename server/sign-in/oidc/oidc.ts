import type { Clock } from '../../../core/ports/world.ts';
import type { AuditedWrite } from '../../storage/audited-write.ts';
import { VaultFault, type Vault } from '../../secrets/vault.ts';
import type { Database } from '../../storage/database.ts';
import type { EntryRefusal } from './come-in.ts';
import { createIdentities, type Identities } from './identities.ts';
import { lookAtProvider, type ProviderLook } from './look-at-provider.ts';
import { createOidcFlow, type FlowRefusal, type OidcFlow } from './oidc-flow.ts';
import { pendingCookie } from './pending-sign-in.ts';
import { createProviders } from './provider.ts';
import { createProviderSettings, type ProviderSettingsStore } from './provider-settings.ts';

export type OidcDeps = {
  readonly database: Database;
  readonly audited: AuditedWrite;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Origin under which people reach this server. */
  readonly publicUrl: string;
  /** Providers on this machine, over plain http, are fine: for the demo and for tests. */
  readonly allowLoopback: boolean;
  /** How long one call to the provider may take. */
  readonly timeoutMs?: number;
  readonly announceRights: (personId: string) => void;
  /** Why a sign-in failed, for the operator; never with a token or a name. */
  readonly report: (reason: Readonly<Record<string, string>>) => void;
};

/** Why nobody was signed in by the provider. */
export type OidcRefusal = FlowRefusal | EntryRefusal;

/** Sign-in with an account at an OpenID Connect provider: what it comes to is the id of a person. */
export type Oidc = OidcFlow<string, EntryRefusal> & {
  readonly settings: ProviderSettingsStore;
  readonly identities: Identities;
  /** Address to be entered at the provider. */
  readonly redirectUri: string;
  /** Tries the stored settings. Null: there are none. */
  test(): Promise<ProviderLook | null>;
};

const CALLBACK_PATH = '/console/sign-in/oidc/callback';
const TIMEOUT_MS = 8000;

export function createOidc(deps: OidcDeps): Oidc {
  const { database, audited, vault, clock, publicUrl, allowLoopback, report } = deps;
  const settings = createProviderSettings(database, audited, vault);
  const identities = createIdentities(database, audited, deps.announceRights);
  const providers = createProviders({ clock, allowLoopback, timeoutMs: deps.timeoutMs ?? TIMEOUT_MS });
  const redirectUri = publicUrl + CALLBACK_PATH;
  const cookie = pendingCookie(vault, publicUrl.startsWith('https://'), 'provider');
  return {
    settings,
    identities,
    redirectUri,
    ...createOidcFlow({
      settings,
      providers,
      cookie,
      clock,
      redirectUri,
      report,
      enter: async (proven, rules) => {
        const answer = await identities.comeIn(proven, rules);
        if (!answer.ok) return answer;
        if (answer.keptLastAdmin)
          report({ kept: 'the last admin who has a password stays admin, whatever his groups say' });
        return { ok: true, entered: answer.personId };
      },
    }),
    test: async () => {
      try {
        const stored = await settings.read();
        return stored === null ? null : await lookAtProvider(providers, stored, redirectUri);
      } catch (error) {
        if (error instanceof VaultFault) return { ok: false, trouble: { code: 'secret-lost', detail: error.message } };
        throw error;
      }
    },
  };
}
