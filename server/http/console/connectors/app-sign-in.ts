import type { Reply } from '../../reply.ts';
import { connectorOf, showConnector } from './connector-page.ts';
import { CONNECTORS } from './connectors-page.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { doneAt } from '../console-page.ts';
import { notFound, paramOf, type SignedInVisit } from '../visit.ts';

/** The client is made with its first secret, which is shown on the answer itself and never again. */
export async function appSecretPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  const { id } = row.installation;
  await deps.people.oauth.clients.ensure(id);
  const purpose = 'app-sign-in';
  const value = await deps.people.installSecrets.make(visit.person, id, purpose);
  if (value !== null) return showConnector(deps, visit, row, { secret: { purpose, value } });
  const trouble = { title: visit.texts.t('console.notDone'), text: visit.texts.t('console.secret.tooMany') };
  return showConnector(deps, visit, row, { trouble, status: 409 });
}

/** The app may no longer act for this person; on none of his browsers. */
export async function appRevokePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { installation } = await connectorOf(deps, visit);
  const done = await deps.people.oauth.grants.revoke(visit.person, installation.id, paramOf(visit, 'personId'));
  if (!done) throw notFound();
  return doneAt(`${CONNECTORS}/${installation.id}`, 'app-revoked');
}
