import type { InstallationRow } from '../../../storage/store.ts';
import { SECRET_PURPOSES } from '../../../storage/people-tables.ts';
import type { Reply } from '../../reply.ts';
import { accountView } from './account-view.ts';
import { appStateView } from './app-state-view.ts';
import { appSignInView } from './app-sign-in-view.ts';
import { settingsGroups } from './connector-specs.ts';
import type { ConnectorShown } from './connector-shown.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import { showOrg } from './orgs/org-page.ts';
import { notFound, paramOf, type SignedInVisit } from '../visit.ts';

/** One connected account: test, key, secrets, settings, removal. */
export async function connectorPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showAccount(deps, visit, await connectorOf(deps, visit), {});
}

/** The account's page, as its help desk's is. */
export function showAccount(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  row: InstallationRow,
  shown: ConnectorShown,
): Promise<Reply> {
  const { helpDesk } = row.installation;
  switch (helpDesk) {
    case 'freshservice':
      return showConnector(deps, visit, row, shown);
    case 'salesforce':
      return showOrg(deps, visit, row, shown);
    default:
      return helpDesk satisfies never;
  }
}

export async function connectorOf(deps: ConsoleDeps, visit: SignedInVisit): Promise<InstallationRow> {
  const row = await deps.people.installations.find(paramOf(visit, 'connectorId'));
  if (row === null) throw notFound();
  return row;
}

export async function showConnector(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  row: InstallationRow,
  shown: ConnectorShown,
): Promise<Reply> {
  const { texts } = visit;
  const { installation, plan } = row;
  const { id, name, environment, settings } = installation;
  const view = await accountView(deps, visit, row, shown, {
    groups: settingsGroups({ name, plan, environment, settings }, deps.plans, texts),
    keyFields: [{ kind: 'password', name: 'apiKey', label: texts.t('console.connector.newKey'), required: true }],
    purposes: SECRET_PURPOSES,
  });
  return consolePage(deps.pages, visit, {
    template: 'connector',
    title: name,
    area: 'connectors',
    status: shown.status ?? 200,
    trouble: shown.trouble ?? null,
    view: {
      ...view,
      app: await appStateView(deps, visit, id),
      appSignIn: await appSignInView(deps, visit, id),
    },
  });
}
