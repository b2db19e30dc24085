import type { RecordId } from './ids.ts';

/** An External Client App, as the org's admin set it up. */
export type ExternalApp = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whom the client-credentials flow acts as; null: the flow is not enabled. */
  readonly runAs: RecordId | null;
  /** PEM of the certificate's public key; null: the JWT flow is not enabled. */
  readonly publicKey: string | null;
  /** Permission sets whose holders are approved beforehand; null: everybody. */
  readonly approvedSets: readonly string[] | null;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  /** Each use of a refresh token gives a new one and ends the old. */
  readonly rotation: boolean;
  readonly needsPkce: boolean;
};
