import { APP_CALL_SECONDS, type InstallationSettings, USUAL_NOTICES } from '../../../../core/ports/installation.ts';
import { DEFAULT_SETTINGS } from '../../../../core/session-request/values.ts';
import { LANGUAGES, languageNames, type Texts } from '../../../texts/texts.ts';
import { languageOptions } from '../requests/actions/text-actions.ts';
import { ZONE_LIST } from '../time-zones.ts';
import { ADDRESS_PLACE } from '../../../../core/ports/launch-template.ts';
import { addressSpecs } from './address-fields.ts';
import { downloadSpecs } from './download-fields.ts';
import { BOUGHT_CALLS, CLIENT_KINDS, ENVIRONMENTS } from './connector-form.ts';
import type { FieldSpec } from '../form-view.ts';
import { ticketSpecs } from '../requests/ticket-specs.ts';

/** An account's settings as its form shows them; for a new one, what fits most. */
export type ShownAccount = {
  readonly name: string;
  readonly plan: string;
  readonly environment: string;
  readonly settings: InstallationSettings;
};

export function newAccount(language: string, timeZone: string): ShownAccount {
  return {
    name: 'Freshservice',
    plan: 'starter',
    environment: 'production',
    settings: {
      company: '',
      helpDeskPhone: '',
      helpDeskHours: '',
      language,
      timeZone,
      timeline: 'milestones',
      showSubject: true,
      allowList: [],
      notifyAgentOn: USUAL_NOTICES,
      ticketStatusOn: {},
      statusField: null,
      timeEntryOnClose: false,
      remoteClient: { kind: 'standard' },
      appCallSeconds: 15,
      namesBySecret: false,
      lifecycle: DEFAULT_SETTINGS,
    },
  };
}

/** Groups of fields, each under a heading of its own. */
export type FieldGroup = {
  readonly name: 'account' | 'endUser' | 'ticket' | 'anydesk';
  readonly specs: readonly FieldSpec[];
};

export function settingsGroups(shown: ShownAccount, plans: readonly string[], texts: Texts): readonly FieldGroup[] {
  return [
    { name: 'account', specs: accountSpecs(shown, plans, texts) },
    { name: 'endUser', specs: endUserSpecs(shown.settings, texts) },
    { name: 'ticket', specs: ticketSpecs(shown.settings, texts) },
    { name: 'anydesk', specs: anydeskSpecs(shown.settings, texts) },
  ];
}

function accountSpecs(
  { name, plan, environment, settings }: ShownAccount,
  plans: readonly string[],
  texts: Texts,
): readonly FieldSpec[] {
  const bought = /^calls:(\d+)$/.exec(plan)?.[1] ?? null;
  return [
    {
      kind: 'text',
      name: 'name',
      label: texts.t('console.connector.name'),
      value: name,
      required: true,
      hint: texts.t('console.connector.nameHint'),
    },
    {
      kind: 'select',
      name: 'plan',
      label: texts.t('console.connector.plan'),
      value: bought === null ? plan : BOUGHT_CALLS,
      hint: texts.t('console.connector.planHint'),
      options: [
        ...plans.map((one) => ({ value: one, label: one.charAt(0).toUpperCase() + one.slice(1) })),
        { value: BOUGHT_CALLS, label: texts.t('console.connector.planBought') },
      ],
    },
    {
      kind: 'number',
      name: 'calls',
      label: texts.t('console.connector.calls'),
      value: bought ?? '',
      hint: texts.t('console.connector.callsHint'),
    },
    {
      kind: 'select',
      name: 'environment',
      label: texts.t('console.connector.environment'),
      value: environment,
      options: ENVIRONMENTS.map((one) => ({ value: one, label: texts.t(`console.connector.environments.${one}`) })),
    },
    {
      kind: 'textarea',
      name: 'allowList',
      label: texts.t('console.connector.allowList'),
      value: settings.allowList.join('\n'),
      hint: texts.t('console.connector.allowListHint'),
    },
    appCallSpec(settings, texts),
    {
      kind: 'checkbox',
      name: 'namesBySecret',
      label: texts.t('console.connector.namesBySecret'),
      checked: settings.namesBySecret,
      hint: texts.t('console.connector.namesBySecretHint'),
    },
  ];
}

function appCallSpec({ appCallSeconds }: InstallationSettings, texts: Texts): FieldSpec {
  return {
    kind: 'select',
    name: 'appCallSeconds',
    label: texts.t('console.connector.appCall'),
    value: String(appCallSeconds),
    hint: texts.t('console.connector.appCallHint'),
    options: APP_CALL_SECONDS.map((seconds) => ({
      value: String(seconds),
      label: texts.t('console.connector.appCallSeconds', { count: seconds }),
    })),
  };
}

function endUserSpecs(settings: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  return [
    {
      kind: 'text',
      name: 'company',
      label: texts.t('console.connector.company'),
      value: settings.company,
      required: true,
      hint: texts.t('console.connector.companyHint'),
    },
    {
      kind: 'tel',
      name: 'helpDeskPhone',
      label: texts.t('console.connector.phone'),
      value: settings.helpDeskPhone,
      hint: texts.t('console.connector.phoneHint'),
    },
    { kind: 'text', name: 'helpDeskHours', label: texts.t('console.connector.hours'), value: settings.helpDeskHours },
    {
      kind: 'select',
      name: 'language',
      label: texts.t('console.connector.language'),
      value: settings.language,
      options: languageOptions(settings.language),
    },
    {
      kind: 'checkboxes',
      name: 'languages',
      label: texts.t('console.connector.languages'),
      values: settings.languages ?? LANGUAGES,
      options: languageNames().map(({ tag, name }) => ({ value: tag, label: name })),
      hint: texts.t('console.connector.languagesHint'),
    },
    {
      kind: 'text',
      name: 'phoneCountry',
      label: texts.t('console.sms.country'),
      value: settings.phoneCountry ?? '',
      hint: texts.t('console.connector.phoneCountryHint'),
    },
    {
      kind: 'text',
      name: 'timeZone',
      label: texts.t('console.connector.timeZone'),
      value: settings.timeZone,
      required: true,
      list: ZONE_LIST,
    },
    {
      kind: 'checkbox',
      name: 'showSubject',
      label: texts.t('console.connector.showSubject'),
      checked: settings.showSubject,
    },
    {
      kind: 'number',
      name: 'expiryHours',
      label: texts.t('console.connector.expiryHours'),
      value: String(Math.round(settings.lifecycle.defaultExpiryMs / 3_600_000)),
      required: true,
    },
  ];
}

function anydeskSpecs(settings: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  const { remoteClient } = settings;
  return [
    {
      kind: 'select',
      name: 'client',
      label: texts.t('console.connector.client'),
      value: remoteClient.kind,
      options: CLIENT_KINDS.map((kind) => ({ value: kind, label: texts.t(`console.connector.clients.${kind}`) })),
    },
    {
      kind: 'text',
      name: 'prefix',
      label: texts.t('console.connector.prefix'),
      value: 'prefix' in remoteClient ? remoteClient.prefix : '',
      hint: texts.t('console.connector.prefixHint'),
    },
    {
      kind: 'text',
      name: 'template',
      label: texts.t('console.connector.template'),
      value: 'template' in remoteClient ? remoteClient.template : '',
      hint: texts.t('console.connector.templateHint', { place: ADDRESS_PLACE }),
    },
    ...downloadSpecs(settings, texts),
    ...addressSpecs(settings, texts),
  ];
}
