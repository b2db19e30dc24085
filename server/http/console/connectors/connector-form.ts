import {
  APP_CALL_SECONDS,
  type AppCallSeconds,
  NOTIFY_MOMENTS,
  TIMELINE_STYLES,
  type InstallationSettings,
  type RemoteClient,
} from '../../../../core/ports/installation.ts';
import { ADDRESS_PLACE, isLaunchTemplate } from '../../../../core/ports/launch-template.ts';
import { STATUSES } from '../../../../core/session-request/states.ts';
import { DEFAULT_SETTINGS } from '../../../../core/session-request/values.ts';
import { addressesFrom, addressReaders, ASSET_NAMES, type AssetNames } from './address-fields.ts';
import { downloadReaders, downloadsFrom } from './download-fields.ts';
import type { RemoteTool } from '../../../../core/ports/remote-tool.ts';
import {
  choiceField,
  choicesField,
  emailField,
  flagField,
  languageField,
  linesField,
  optional,
  phoneField,
  refined,
  textField,
  timeZoneField,
  wholeNumberField,
} from '../field-readers.ts';
import { bestOf } from '../../../texts/choose-language.ts';
import { LANGUAGES } from '../../../texts/texts.ts';
import { type FieldError, type FieldReader, type FormState, type ReadValues, withError } from '../form-reading.ts';

export const CLIENT_KINDS = [
  'standard',
  'custom-1',
  'custom-1-msi',
  'custom-2',
  'custom-2-msi',
  'url-template',
] as const;
export const ENVIRONMENTS = ['production', 'test'] as const;
/** Beside the vendor's plans: an account that has bought more calls. */
export const BOUGHT_CALLS = 'calls';

const HOUR_MS = 60 * 60 * 1000;
const MOST_HOURS = DEFAULT_SETTINGS.longestExpiryMs / HOUR_MS;

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

const statusValue = refined(textField({ most: 20 }), (value) => /^[0-9]{0,10}$/.test(value), {
  key: 'console.error.statusValue',
});
const statusField = refined(textField({ most: 80 }), (value) => /^[a-z0-9_]*$/i.test(value), {
  key: 'console.error.statusField',
});

/** Empty: as it is set for SMS. */
const countryField: FieldReader<string> = (raw) => {
  const code = (raw[0] ?? '').trim().toUpperCase();
  const isCountry = code === '' || (/^[A-Z]{2}$/.test(code) && COUNTRIES.of(code) !== undefined);
  return isCountry ? { ok: true, value: code } : { ok: false, error: { key: 'console.sms.countryWrong' } };
};

export function settingsReaders(plans: readonly string[]) {
  return {
    name: textField({ most: 80, required: true }),
    plan: choiceField([...plans, BOUGHT_CALLS]),
    calls: optional(wholeNumberField(1, 1_000_000)),
    environment: choiceField(ENVIRONMENTS),
    appCallSeconds: choiceField(APP_CALL_SECONDS.map(String)),
    namesBySecret: flagField,
    allowList: linesField(isAllowed, { key: 'console.error.allowList' }),
    company: textField({ most: 80, required: true }),
    helpDeskPhone: textField({ most: 40 }),
    helpDeskHours: textField({ most: 80 }),
    language: languageField,
    languages: choicesField(LANGUAGES),
    phoneCountry: countryField,
    timeZone: timeZoneField,
    timeline: choiceField(TIMELINE_STYLES),
    notifyAgentOn: choicesField(NOTIFY_MOMENTS),
    showSubject: flagField,
    client: choiceField(CLIENT_KINDS),
    prefix: textField({ most: 40 }),
    template: textField({ most: 500 }),
    ...downloadReaders,
    ...addressReaders,
    statusField,
    timeEntryOnClose: flagField,
    expiryHours: wholeNumberField(1, MOST_HOURS),
    statusOpen: statusValue,
    statusWaiting: statusValue,
    statusReady: statusValue,
    statusConnected: statusValue,
    statusClosed: statusValue,
    statusExpired: statusValue,
  };
}

export type SettingsValues = ReadValues<ReturnType<typeof settingsReaders>>;

export type SettingsReading =
  | { readonly ok: true; readonly plan: string; readonly settings: InstallationSettings }
  | { readonly ok: false; readonly state: FormState };

/** Puts the values together. `before`: what the form does not show stays as it is. */
export function settingsFrom(
  values: SettingsValues,
  state: FormState,
  before: InstallationSettings | null,
  remoteTool: Pick<RemoteTool, 'readDownload'>,
  assetNames: AssetNames = ASSET_NAMES,
): SettingsReading {
  const wrong = (name: string, error: FieldError): SettingsReading => ({
    ok: false,
    state: withError(state, name, error),
  });
  const remoteClient = clientFrom(values);
  if (remoteClient === null) {
    return values.client === 'url-template'
      ? wrong('template', { key: 'console.error.template', params: { place: ADDRESS_PLACE } })
      : wrong('prefix', { key: 'console.error.prefix' });
  }
  if (values.plan === BOUGHT_CALLS && values.calls === null) return wrong('calls', { key: 'console.error.empty' });
  if (values.environment === 'test' && values.allowList.length === 0) {
    return wrong('allowList', { key: 'console.error.allowListEmpty' });
  }
  if (values.languages.length === 0) return wrong('languages', { key: 'console.connector.noLanguage' });
  if (bestOf(values.languages, values.language) === null) {
    return wrong('language', { key: 'console.connector.defaultNotOffered' });
  }
  const downloads = downloadsFrom(values, remoteTool);
  if (!downloads.ok) return wrong(downloads.name, downloads.error);
  const addresses = addressesFrom(values, assetNames);
  if ('key' in addresses) return wrong('assetField', addresses);
  const { company, helpDeskPhone, helpDeskHours, language, timeZone, timeline, showSubject, allowList } = values;
  const lifecycle = { ...(before?.lifecycle ?? DEFAULT_SETTINGS), defaultExpiryMs: values.expiryHours * HOUR_MS };
  return {
    ok: true,
    plan: values.plan === BOUGHT_CALLS ? `${BOUGHT_CALLS}:${values.calls ?? 1}` : values.plan,
    settings: {
      company,
      helpDeskPhone,
      helpDeskHours,
      language,
      ...(values.languages.length === LANGUAGES.length ? {} : { languages: values.languages }),
      ...(values.phoneCountry === '' ? {} : { phoneCountry: values.phoneCountry }),
      timeZone,
      timeline,
      showSubject,
      allowList,
      notifyAgentOn: values.notifyAgentOn,
      ticketStatusOn: ticketStatuses(values),
      statusField: values.statusField === '' ? null : values.statusField,
      timeEntryOnClose: values.timeEntryOnClose,
      remoteClient,
      ...downloads.settings,
      ...addresses,
      appCallSeconds: Number(values.appCallSeconds) as AppCallSeconds,
      namesBySecret: values.namesBySecret,
      lifecycle,
    },
  };
}

function ticketStatuses(values: SettingsValues): Readonly<Record<string, string>> {
  const entries = STATUSES.map((status) => [status, values[`status${status}`]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function clientFrom({ client, prefix, template }: SettingsValues): RemoteClient | null {
  if (client === 'url-template') return isLaunchTemplate(template) ? { kind: client, template } : null;
  if (client === 'standard') return { kind: client };
  return /^[A-Za-z0-9]{1,32}$/.test(prefix) ? { kind: client, prefix } : null;
}

/** One whole address, or everybody of a domain. */
function isAllowed(line: string): boolean {
  if (line.startsWith('+')) return phoneField([line]).ok;
  return line.startsWith('@') ? emailField([`anybody${line}`]).ok : emailField([line]).ok;
}
