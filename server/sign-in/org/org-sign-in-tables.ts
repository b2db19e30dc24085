/** Sign-ins of agents with their help desk account. */
export type OrgSignInTables = { readonly org_client: OrgClientTable; readonly org_sign_in: OrgSignInTable };

/** The app by which the agents of an account sign in here. */
export type OrgClientTable = {
  installation_id: string;
  client_id: string;
  sealed_secret: string;
  /** How long a sign-in counts. */
  hours: number;
};

export type OrgSignInTable = {
  /** SHA-256 of the token that is in the browser. */
  token_hash: string;
  installation_id: string;
  /** The account at the time: one that was made anew is another. */
  account_id: string;
  agent_id: string;
  agent_name: string;
  /** Null unless the account had verified it. */
  agent_email: string | null;
  signed_in_at: number;
  seen_at: number;
  expires_at: number;
};
