/** Tables of the sign-in for apps inside a help desk. Times are epoch milliseconds; of every secret only the SHA-256 is here. */
export type OAuthTables = {
  readonly oauth_client: OAuthClientTable;
  readonly oauth_code: OAuthCodeTable;
  readonly oauth_grant: OAuthGrantTable;
  readonly oauth_access_token: OAuthAccessTokenTable;
  readonly agent_link: AgentLinkTable;
};

export type OAuthClientTable = {
  installation_id: string;
  client_id: string;
  /** JSON array of redirect addresses beside those that every client has. */
  redirects: string;
  created_at: number;
};

export type OAuthCodeTable = {
  code_hash: string;
  installation_id: string;
  person_id: string;
  redirect: string;
  /** S256 challenge; null: none was sent. */
  challenge: string | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  /** What it gave when it was used. */
  grant_id: string | null;
};

export type OAuthGrantTable = {
  id: string;
  installation_id: string;
  person_id: string;
  /** Of the refresh token that is valid; every one before it is used up. */
  refresh_hash: string;
  /** Of the one before it, with what makes the valid one from that one, and when it was made; null: it is the first. */
  previous_hash: string | null;
  renew_salt: string | null;
  renewed_at: number | null;
  created_at: number;
  used_at: number;
  /** When the refresh token ends. */
  expires_at: number;
  revoked_at: number | null;
};

export type OAuthAccessTokenTable = { token_hash: string; grant_id: string; expires_at: number };

export type AgentLinkTable = {
  installation_id: string;
  person_id: string;
  /** His id and name in that help desk. */
  agent_id: string;
  agent_name: string;
  confirmed_at: number;
};
