import type { Role } from '../../core/people/rights.ts';

/** Tables of people, queues, sign-ins, secrets and settings. Times are epoch milliseconds, JSON is text. */
export type PeopleTables = {
  readonly person: PersonTable;
  readonly queue: QueueTable;
  readonly queue_member: QueueMemberTable;
  readonly sign_in: SignInTable;
  readonly sign_in_failure: SignInFailureTable;
  readonly one_time_link: OneTimeLinkTable;
  readonly install_secret: InstallSecretTable;
  readonly setting: SettingTable;
  readonly webhook_endpoint: WebhookEndpointTable;
};

export type PersonTable = {
  id: string;
  name: string;
  /** Lower case; one person an address. */
  email: string;
  role: Role;
  /** Null until the person chose a password. */
  password_hash: string | null;
  /** BCP 47 tag of the console; null: as the browser asks. */
  language: string | null;
  /** IANA name for times in the console; null: as the browser says. */
  time_zone: string | null;
  created_at: number;
  disabled_at: number | null;
};

export type QueueTable = {
  id: string;
  name: string;
  /** Null: for requests of every installation. */
  installation_id: string | null;
  created_at: number;
  removed_at: number | null;
};

export type QueueMemberTable = { queue_id: string; person_id: string };

export type SignInTable = {
  /** SHA-256 of the cookie's token. */
  token_hash: string;
  person_id: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
};

export type SignInFailureTable = {
  /** Keyed hash of the account, the network, or both: never an address. */
  key: string;
  failures: number;
  last_at: number;
  blocked_until: number;
};

const LINK_PURPOSES = ['first-admin', 'set-password'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

export type OneTimeLinkTable = {
  /** SHA-256 of the link's token. */
  token_hash: string;
  purpose: LinkPurpose;
  /** Null for the first admin, who does not exist yet. */
  person_id: string | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
};

export const SECRET_PURPOSES = ['api', 'webhook-header', 'webhook-signing'] as const;
export type SecretPurpose = (typeof SECRET_PURPOSES)[number] | 'app-sign-in';

export type InstallSecretTable = {
  id: string;
  installation_id: string;
  purpose: SecretPurpose;
  /** SHA-256 of the secret. */
  hash: string;
  /** AES-256-GCM text; only of signing secrets, which must be known to check a signature. */
  sealed: string | null;
  created_at: number;
  revoked_at: number | null;
};

export type SettingTable = { key: string; value: string };

export type WebhookEndpointTable = {
  id: string;
  /** Null: told of every installation's requests. */
  installation_id: string | null;
  url: string;
  /** JSON array of AES-256-GCM texts, newest first; two while the secret is being rotated. */
  sealed_secrets: string;
  /** JSON array of event types; null for all. */
  event_types: string | null;
  created_at: number;
  disabled_at: number | null;
  /** One sentence why it was disabled. */
  reason: string | null;
};
