import type { Connection } from '@salesforce/core';
import type { DeployTarget } from './deploy-task.ts';

/** Opens the org that somebody is signed in to, or signs in. Rejects with what Salesforce's library says. */
export async function connectOrg(target: DeployTarget, say: (line: string) => void): Promise<Connection> {
  const { AuthInfo, Connection: OrgConnection, StateAggregator } = await import('@salesforce/core');
  switch (target.kind) {
    case 'signed-in': {
      const { aliases } = await StateAggregator.getInstance();
      const username = aliases.getUsername(target.org) ?? target.org;
      return OrgConnection.create({ authInfo: await AuthInfo.create({ username }) });
    }
    case 'token': {
      const { address, accessToken } = target;
      // With the token as its name, nothing of it is written to this machine.
      const authInfo = await AuthInfo.create({
        username: accessToken,
        accessTokenOptions: { accessToken, instanceUrl: address, loginUrl: address },
      });
      return OrgConnection.create({ authInfo });
    }
    case 'browser':
      return OrgConnection.create({ authInfo: await signIn(target.address, say) });
    default:
      return target satisfies never;
  }
}

/** Waits on this machine for the browser to come back with the org's consent, as Salesforce's own program does. */
async function signIn(loginUrl: string, say: (line: string) => void) {
  const { WebOAuthServer } = await import('@salesforce/core');
  const server = await WebOAuthServer.create({ oauthConfig: { loginUrl } });
  await server.start();
  say(`Open this address in a browser on this machine and sign in as an admin:\n  ${server.getAuthorizationUrl()}`);
  const authInfo = await server.authorizeAndSave();
  say(`Signed in as ${authInfo.getUsername()}. Next time, --org ${authInfo.getUsername()} is enough.`);
  return authInfo;
}
