/** A session's name in our events and deliveries: the account it is in, and the remote tool's own id of it. */
export type SessionName = { readonly accountId: string; readonly sessionId: string };

export function externalIdOf({ accountId, sessionId }: SessionName): string {
  return `${accountId}/${sessionId}`;
}

/** Null when the text names no session of one of our accounts, such as an id that a script reported. */
export function readExternalId(externalId: string | null): SessionName | null {
  const [, accountId, sessionId] = /^([a-z0-9]{26})\/([A-Za-z0-9_-]{1,64})$/.exec(externalId ?? '') ?? [];
  return accountId === undefined || sessionId === undefined ? null : { accountId, sessionId };
}
