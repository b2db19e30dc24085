import type { InstallationRow } from '../../../storage/store.ts';
import { SECRET_PURPOSES } from '../../../storage/people-tables.ts';
import { MOST_VALID_SECRETS } from '../../../installations/install-secrets.ts';
import { SECRET_HEADER } from '../../webhooks/verify-webhook.ts';
import type { Reply } from '../../reply.ts';
import { appStateView } from './app-state-view.ts';
import { appSignInView } from './app-sign-in-view.ts';
import { settingsGroups } from './connector-specs.ts';
import type { ConnectorShown } from './connector-shown.ts';
import { CONNECTORS, hostOf } from './connectors-page.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import { EMPTY_FORM } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { showOrg } from './orgs/org-page.ts';
import { timeZones } from '../time-zones.ts';
import { moment, notFound, paramOf, type SignedInVisit } from '../visit.ts';

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
  const { installation, address, plan } = row;
  const { id, name, environment, settings } = installation;
  const groups = settingsGroups({ name, plan, environment, settings }, deps.plans, texts);
  const settingsState = shown.settings ?? EMPTY_FORM;
  return consolePage(deps.pages, visit, {
    template: 'connector',
    title: name,
    area: 'connectors',
    status: shown.status ?? 200,
    trouble: shown.trouble ?? null,
    view: {
      base: `${CONNECTORS}/${id}`,
      address: hostOf(address),
      isTest: environment === 'test',
      hasKey: row.sealedCredentials !== null,
      app: await appStateView(deps, visit, id),
      findings: shown.findings ?? [],
      secret: shown.secret ?? null,
      secrets: await secretGroups(deps, visit, id),
      appSignIn: await appSignInView(deps, visit, id),
      webhookUrl: `${deps.publicUrl}/webhooks/freshservice/${id}`,
      secretHeader: SECRET_HEADER,
      groups: groups.map((group) => ({ name: group.name, fields: fieldViews(group.specs, settingsState, texts, 's') })),
      isSettingsOpen: shown.settings !== undefined,
      key: fieldViews(
        [{ kind: 'password', name: 'apiKey', label: texts.t('console.connector.newKey'), required: true }],
        shown.key ?? EMPTY_FORM,
        texts,
        'k',
      ),
      removal: fieldViews(
        [
          {
            kind: 'text',
            name: 'confirm',
            label: texts.t('console.connector.typeName', { name }),
            value: '',
            required: true,
          },
        ],
        shown.removal ?? EMPTY_FORM,
        texts,
        'r',
      ),
      isRemovalOpen: shown.removal !== undefined,
      zones: timeZones(),
    },
  });
}

async function secretGroups(deps: ConsoleDeps, visit: SignedInVisit, installationId: string) {
  const secrets = await deps.people.installSecrets.valid(installationId);
  return SECRET_PURPOSES.map((purpose) => {
    const own = secrets.filter((secret) => secret.purpose === purpose);
    return {
      purpose,
      secrets: own.map(({ id, createdAt }) => ({ id, made: moment(visit, createdAt) })),
      mayMake: own.length < MOST_VALID_SECRETS,
    };
  });
}
