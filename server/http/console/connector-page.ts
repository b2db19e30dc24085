import type { Finding } from '../../../core/ports/answer.ts';
import type { InstallationRow } from '../../storage/store.ts';
import { SECRET_PURPOSES } from '../../storage/people-tables.ts';
import { MOST_VALID_SECRETS } from '../../people/install-secrets.ts';
import { SECRET_HEADER } from '../webhooks/verify-webhook.ts';
import type { Reply } from '../reply.ts';
import { appStateView } from './app-state-view.ts';
import { appSignInView } from './app-sign-in-view.ts';
import { settingsGroups } from './connector-specs.ts';
import { CONNECTORS, hostOf } from './connectors-page.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { consolePage, type Trouble } from './console-page.ts';
import { EMPTY_FORM, type FormState } from './form-reading.ts';
import { fieldViews } from './form-view.ts';
import { timeZones } from './time-zones.ts';
import { moment, notFound, paramOf, type SignedInVisit } from './visit.ts';

/** What an answer to a form on this page adds to it. */
export type ConnectorShown = {
  readonly status?: number;
  readonly trouble?: Trouble;
  readonly findings?: readonly Finding[];
  /** A secret that was made just now; never shown again. */
  readonly secret?: { readonly purpose: string; readonly value: string };
  readonly settings?: FormState;
  readonly key?: FormState;
  readonly removal?: FormState;
};

/** One connected account: test, key, secrets, settings, removal. */
export async function connectorPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showConnector(deps, visit, await connectorOf(deps, visit), {});
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
