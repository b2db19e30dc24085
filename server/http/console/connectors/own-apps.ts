import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { doneAt } from '../console-page.ts';
import { moment, notFound, paramOf, type SignedInVisit } from '../visit.ts';

/** The apps that may act for the person who looks. */
export async function ownApps(deps: ConsoleDeps, visit: SignedInVisit) {
  const allowed = await deps.people.oauth.grants.ofPerson(visit.person.id);
  return allowed.map(({ installationId, installationName, agentName, since, lastUsedAt }) => ({
    installationId,
    installation: installationName,
    agent: agentName,
    since: moment(visit, since),
    used: moment(visit, lastUsedAt),
  }));
}

export async function ownAppRevokePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { person } = visit;
  const done = await deps.people.oauth.grants.revoke(person, paramOf(visit, 'installationId'), person.id);
  if (!done) throw notFound();
  return doneAt('/console/account', 'app-revoked');
}
