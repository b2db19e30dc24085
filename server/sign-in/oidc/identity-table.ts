/** By which account at a sign-in provider a person comes in. */
export type IdentityTables = { readonly person_identity: PersonIdentityTable };

export type PersonIdentityTable = {
  /** `iss` of the provider. */
  issuer: string;
  /** `sub`: the account's own name there, which is never given to anybody else. */
  subject: string;
  /** At most one account of each provider is a person's. */
  person_id: string;
  linked_at: number;
};
