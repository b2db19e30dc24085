import type { SecretPurpose } from '../../../storage/people-tables.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import { MOST_VALID_SECRETS } from '../../../installations/install-secrets.ts';
import { SECRET_HEADER } from '../../webhooks/verify-webhook.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { EMPTY_FORM } from '../form-reading.ts';
import { type FieldSpec, fieldViews } from '../form-view.ts';
import { timeZones } from '../time-zones.ts';
import { moment, type SignedInVisit } from '../visit.ts';
import type { ConnectorShown } from './connector-shown.ts';
import type { FieldGroup } from './connector-specs.ts';
import { CONNECTORS, hostOf } from './connectors-page.ts';

/** What the page of an account differs in from one help desk to the other. */
export type AccountParts = {
  readonly groups: readonly FieldGroup[];
  /** New credentials in place of the stored ones. */
  readonly keyFields: readonly FieldSpec[];
  /** What secrets can be made for. */
  readonly purposes: readonly SecretPurpose[];
};

/** The settings, credentials, secrets and removal of an account, whichever help desk it is of. */
export async function accountView(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  row: InstallationRow,
  shown: ConnectorShown,
  { groups, keyFields, purposes }: AccountParts,
) {
  const { texts } = visit;
  const { id, name, helpDesk, environment } = row.installation;
  const typeName: FieldSpec = {
    kind: 'text',
    name: 'confirm',
    label: texts.t('console.connector.typeName', { name }),
    value: '',
    required: true,
  };
  const settings = shown.settings ?? EMPTY_FORM;
  return {
    base: `${CONNECTORS}/${id}`,
    address: hostOf(row.address),
    isTest: environment === 'test',
    hasKey: row.sealedCredentials !== null,
    findings: shown.findings ?? [],
    secret: shown.secret ?? null,
    secrets: await secretGroups(deps, visit, id, purposes),
    webhookUrl: `${deps.publicUrl}/webhooks/${helpDesk}/${id}`,
    secretHeader: SECRET_HEADER,
    groups: groups.map((group) => ({ name: group.name, fields: fieldViews(group.specs, settings, texts, 's') })),
    isSettingsOpen: shown.settings !== undefined,
    key: fieldViews(keyFields, shown.key ?? EMPTY_FORM, texts, 'k'),
    removal: fieldViews([typeName], shown.removal ?? EMPTY_FORM, texts, 'r'),
    isRemovalOpen: shown.removal !== undefined,
    zones: timeZones(),
  };
}

async function secretGroups(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  installationId: string,
  purposes: readonly SecretPurpose[],
) {
  const secrets = await deps.people.installSecrets.valid(installationId);
  return purposes.map((purpose) => {
    const own = secrets.filter((secret) => secret.purpose === purpose);
    return {
      purpose,
      secrets: own.map(({ id, createdAt }) => ({ id, made: moment(visit, createdAt) })),
      mayMake: own.length < MOST_VALID_SECRETS,
    };
  });
}
