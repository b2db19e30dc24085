import { isRecordId, longId } from './record-id.ts';

/** A user of an org, as its sign-in names him. Both ids have 18 characters. */
export type OrgUser = { readonly orgId: string; readonly userId: string };

const SUBJECT = /^https?:\/\/[^/?#]+\/id\/(00D[A-Za-z0-9]{12,15})\/(005[A-Za-z0-9]{12,15})$/;

/**
 * Reads the subject of an ID token: `https://login.salesforce.com/id/<org>/<user>`. Its host says which login page was used and counts for
 * nothing: who vouches for the token is its issuer. Null when it names no user of an org.
 */
export function readOrgUser(subject: string): OrgUser | null {
  const [, orgId = '', userId = ''] = SUBJECT.exec(subject) ?? [];
  if (!isRecordId(orgId) || !isRecordId(userId)) return null;
  return { orgId: longId(orgId), userId: longId(userId) };
}
