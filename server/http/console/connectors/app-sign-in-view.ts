import { MOST_VALID_SECRETS } from '../../../installations/install-secrets.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { moment, type SignedInVisit } from '../visit.ts';

/** What an admin enters in the settings of the app, and for whom it may act. */
export async function appSignInView(deps: ConsoleDeps, visit: SignedInVisit, installationId: string) {
  const { oauth, installSecrets } = deps.people;
  const [client, secrets, agents] = await Promise.all([
    oauth.clients.of(installationId),
    installSecrets.valid(installationId),
    oauth.grants.ofInstallation(installationId),
  ]);
  const own = secrets.filter(({ purpose }) => purpose === 'app-sign-in');
  return {
    host: new URL(deps.publicUrl).host,
    clientId: client?.clientId ?? null,
    redirects: client?.redirects ?? [],
    secrets: own.map(({ id, createdAt }) => ({ id, made: moment(visit, createdAt) })),
    mayMake: own.length < MOST_VALID_SECRETS,
    agents: agents.map(({ personId, personName, agentName, since, lastUsedAt }) => ({
      personId,
      personName,
      agentName,
      since: moment(visit, since),
      lastUsed: moment(visit, lastUsedAt),
    })),
  };
}
