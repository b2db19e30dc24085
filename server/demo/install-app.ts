import type { People } from '../composition/accounts.ts';
import { DEMO_ADMIN, DEMO_INSTALLATION_ID } from './demo-installation.ts';

/** The name under which the pretended platform knows this server: a real one accepts public names only. */
const SERVER_HOST = 'support.kestrel.example';

/** Does what an admin of a help desk does: installs our app on the platform, with fresh secrets and the app's sign-in. */
export async function installApp(people: Pick<People, 'installSecrets' | 'oauth'>, platformUrl: string): Promise<void> {
  const { clients } = people.oauth;
  const client = await clients.ensure(DEMO_INSTALLATION_ID);
  await clients.setRedirects(DEMO_INSTALLATION_ID, [`${platformUrl}/auth/callback`]);
  const secret = await people.installSecrets.make(DEMO_ADMIN, DEMO_INSTALLATION_ID, 'api');
  const clientSecret = await people.installSecrets.make(DEMO_ADMIN, DEMO_INSTALLATION_ID, 'app-sign-in');
  if (client === null || secret === null || clientSecret === null) throw new Error('the demo has too many secrets');
  const answer = await fetch(`${platformUrl}/control/install`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      iparams: { server_host: SERVER_HOST, install_secret: secret },
      oauth_iparams: { host: SERVER_HOST, client_id: client.clientId, client_secret: clientSecret },
    }),
  });
  const outcome = (await answer.json()) as { readonly done?: boolean; readonly message?: string };
  if (outcome.done !== true) throw new Error(`The demo's app was not installed: ${outcome.message ?? answer.status}`);
}
