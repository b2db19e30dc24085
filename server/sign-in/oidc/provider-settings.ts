import { z } from 'zod';
import { type Person, type Role, ROLES } from '../../../core/people/rights.ts';
import type { AuditedWrite } from '../../storage/audited-write.ts';
import { createSecretSetting } from '../../secrets/secret-setting.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { Database } from '../../storage/database.ts';

/** One OpenID Connect provider, and what its accounts come to here. */
export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a client without a secret, proven by PKCE alone. */
  readonly clientSecret: string | null;
  /** Name on the sign-in button. */
  readonly label: string;
  readonly scopes: readonly string[];
  /** Claim that lists somebody's groups; null: roles are given in the console. */
  readonly groupsClaim: string | null;
  /** Groups of each role; who is in several gets the first of admin, support agent, viewer. */
  readonly groups: Readonly<Record<Role, readonly string[]>>;
  /** Null: somebody without a group of the list is refused. */
  readonly roleWithoutGroup: Role | null;
  /** Who comes for the first time is known by his mail address: only when the provider says that it is verified. */
  readonly verifiedEmailOnly: boolean;
  /** Mail domains of those who may come for the first time; none: any. */
  readonly emailDomains: readonly string[];
  /** Whether somebody who is not entered yet is entered by signing in. */
  readonly addsPeople: boolean;
};

/** What a provider is spoken to with. */
export type ProviderClient = Pick<
  ProviderSettings,
  'issuer' | 'clientId' | 'clientSecret' | 'scopes' | 'groupsClaim'
> & {
  /** Who signed in there longer ago is asked to sign in again, where the provider can; absent: whenever it was. */
  readonly maxAgeMs?: number;
};

/** The settings as a page may show them. */
export type ShownProvider = Omit<ProviderSettings, 'clientSecret'> & { readonly hasSecret: boolean };

export type ProviderSettingsStore = {
  /** With the secret in clear, for the calls to the provider. Null: not set up. Throws `VaultFault` when the key file was replaced. */
  read(): Promise<ProviderSettings | null>;
  shown(): Promise<ShownProvider | null>;
  /** `secret` undefined keeps the stored one; null stores none. */
  save(by: Person, settings: Omit<ProviderSettings, 'clientSecret'>, secret: string | null | undefined): Promise<void>;
  remove(by: Person): Promise<void>;
};

const role = z.enum(ROLES);
const names = z.array(z.string());

const settings: z.ZodType<Omit<ProviderSettings, 'clientSecret'>> = z.object({
  issuer: z.string(),
  clientId: z.string(),
  label: z.string(),
  scopes: names,
  groupsClaim: z.string().nullable(),
  groups: z.record(role, names),
  roleWithoutGroup: role.nullable(),
  verifiedEmailOnly: z.boolean(),
  emailDomains: names,
  addsPeople: z.boolean(),
});

export function createProviderSettings(database: Database, audited: AuditedWrite, vault: Vault): ProviderSettingsStore {
  const name = 'sign-in-provider';
  const parts = { database, audited, vault };
  const kept = createSecretSetting(parts, { key: name, action: name, settings, sealedAs: 'sealedSecret' });
  return {
    read: async () => {
      const found = await kept.read();
      return found === null ? null : { ...found.settings, clientSecret: found.secret };
    },
    shown: async () => {
      const found = await kept.shown();
      return found === null ? null : { ...found.settings, hasSecret: found.hasSecret };
    },
    save: (by, changed, secret) => kept.save(by, changed, secret, { ...changed, secretChanged: secret !== undefined }),
    remove: (by) => kept.remove(by),
  };
}
