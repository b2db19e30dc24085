import { TIMELINE_TARGETS, USUAL_ORG } from '../../../../../core/ports/installation.ts';
import type { InstallationSettings } from '../../../../../core/ports/installation.ts';
import { orgSettings } from '../../../../../core/ports/installation.ts';
import { STATUSES } from '../../../../../core/session-request/states.ts';
import type { Texts } from '../../../../texts/texts.ts';
import type { RemoteTool } from '../../../../../core/ports/remote-tool.ts';
import { addressReaders, ORG_ASSET_NAMES } from '../address-fields.ts';
import { downloadReaders } from '../download-fields.ts';
import { settingsFrom, settingsReaders } from '../connector-form.ts';
import { type FieldGroup, settingsGroups, type ShownAccount } from '../connector-specs.ts';
import { choiceField, flagField, textField, wholeNumberField } from '../../field-readers.ts';
import type { FormState, ReadValues } from '../../form-reading.ts';
import type { FieldSpec } from '../../form-view.ts';

/** What only accounts whose app asks this server have. */
const NOT_OF_ORGS: ReadonlySet<string> = new Set([
  'plan',
  'calls',
  'appCallSeconds',
  'namesBySecret',
  'statusField',
  'timeEntryOnClose',
]);
const UNUSED = {
  plan: 'unlimited',
  calls: null,
  appCallSeconds: '15',
  namesBySecret: false,
  statusField: '',
  timeEntryOnClose: false,
} as const;

const LEAST_POLL_SECONDS = 5;
const MOST_POLL_SECONDS = 300;
const MOST_AGE_MINUTES = 24 * 60;

/** A case's status is named, not numbered. */
const statusValue = textField({ most: 40 });

export function orgReaders() {
  const common = settingsReaders([]);
  return {
    name: common.name,
    environment: common.environment,
    allowList: common.allowList,
    company: common.company,
    helpDeskPhone: common.helpDeskPhone,
    helpDeskHours: common.helpDeskHours,
    language: common.language,
    languages: common.languages,
    phoneCountry: common.phoneCountry,
    timeZone: common.timeZone,
    timeline: common.timeline,
    notifyAgentOn: common.notifyAgentOn,
    showSubject: common.showSubject,
    client: common.client,
    prefix: common.prefix,
    template: common.template,
    ...downloadReaders,
    ...addressReaders,
    expiryHours: common.expiryHours,
    timelineTarget: choiceField(TIMELINE_TARGETS),
    pollSeconds: wholeNumberField(LEAST_POLL_SECONDS, MOST_POLL_SECONDS),
    commandAgeMinutes: wholeNumberField(1, MOST_AGE_MINUTES),
    listens: flagField,
    statusOpen: statusValue,
    statusWaiting: statusValue,
    statusReady: statusValue,
    statusConnected: statusValue,
    statusClosed: statusValue,
    statusExpired: statusValue,
  };
}

export type OrgReading =
  | { readonly ok: true; readonly settings: InstallationSettings }
  | { readonly ok: false; readonly state: FormState };

/** Puts the values together. `before`: what the form does not show stays as it is. */
export function orgSettingsFrom(
  values: ReadValues<ReturnType<typeof orgReaders>>,
  state: FormState,
  before: InstallationSettings | null,
  remoteTool: Pick<RemoteTool, 'readDownload'>,
): OrgReading {
  const reading = settingsFrom({ ...UNUSED, ...values }, state, before, remoteTool, ORG_ASSET_NAMES);
  if (!reading.ok) return reading;
  const { timelineTarget, pollSeconds, commandAgeMinutes, listens } = values;
  return {
    ok: true,
    settings: { ...reading.settings, org: { timelineTarget, pollSeconds, commandAgeMinutes, listens } },
  };
}

/** An org's settings as its form shows them. */
export function orgGroups(shown: Omit<ShownAccount, 'plan'>, texts: Texts): readonly FieldGroup[] {
  const groups = settingsGroups({ ...shown, plan: UNUSED.plan }, [], texts);
  return groups.map(({ name, specs }) => {
    const common = specs.filter((spec) => !NOT_OF_ORGS.has(spec.name)).map((spec) => inOrgWords(spec, texts));
    switch (name) {
      case 'account':
        return { name, specs: [...common, ...pollSpecs(shown.settings, texts)] };
      case 'ticket':
        return { name, specs: [targetSpec(shown.settings, texts), ...common] };
      case 'endUser':
      case 'anydesk':
        return { name, specs: common };
      default:
        return name satisfies never;
    }
  });
}

function inOrgWords(spec: FieldSpec, texts: Texts): FieldSpec {
  if (spec.name === 'notifyAgentOn') {
    return { ...spec, label: texts.t('console.org.notify'), hint: texts.t('console.org.notifyHint') };
  }
  if (spec.name === 'assetField') return { ...spec, hint: texts.t('console.connector.assetFieldOrgHint') };
  if (spec.name === 'timeline') return { ...spec, hint: texts.t('console.org.timelineHint') };
  return spec.name === `status${STATUSES[0]}` ? { ...spec, hint: texts.t('console.org.statusHint') } : spec;
}

function pollSpecs(settings: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  const { pollSeconds, commandAgeMinutes, listens } = orgSettings(settings);
  return [
    {
      kind: 'number',
      name: 'pollSeconds',
      label: texts.t('console.org.pollSeconds'),
      value: String(pollSeconds),
      required: true,
      hint: texts.t('console.org.pollSecondsHint'),
    },
    {
      kind: 'number',
      name: 'commandAgeMinutes',
      label: texts.t('console.org.commandAge'),
      value: String(commandAgeMinutes),
      required: true,
      hint: texts.t('console.org.commandAgeHint', { count: USUAL_ORG.commandAgeMinutes }),
    },
    {
      kind: 'checkbox',
      name: 'listens',
      label: texts.t('console.org.listens'),
      checked: listens,
      hint: texts.t('console.org.listensHint'),
    },
  ];
}

function targetSpec(settings: InstallationSettings, texts: Texts): FieldSpec {
  return {
    kind: 'select',
    name: 'timelineTarget',
    label: texts.t('console.org.target'),
    value: orgSettings(settings).timelineTarget,
    hint: texts.t('console.org.targetHint'),
    options: TIMELINE_TARGETS.map((target) => ({ value: target, label: texts.t(`console.org.targets.${target}`) })),
  };
}
