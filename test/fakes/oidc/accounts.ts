/** Somebody with an account at the provider. What is left out is not told. */
export type Account = {
  readonly id: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
};

export type Client = {
  readonly id: string;
  readonly secret: string;
  readonly redirectUris: readonly string[];
  /** Where names and addresses are told; by the book that is not the ID token. */
  readonly claimsIn: 'id-token' | 'userinfo';
};
