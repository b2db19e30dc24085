import type { AppFolder, SettingField } from './app-folder.ts';

/** The app as it is installed in the account, with the admin's settings. */
export type InstalledApp = {
  readonly folder: AppFolder;
  readonly iparams: Readonly<Record<string, unknown>>;
  readonly oauthIparams: Readonly<Record<string, unknown>>;
  /** Limit of one template call: 15 s, or the 20, 25 or 30 s that the vendor grants. */
  readonly callTimeoutMs: number;
};

/** What is wrong with settings; empty when nothing is. */
export function settingFaults(
  fields: Readonly<Record<string, SettingField>>,
  values: Readonly<Record<string, unknown>>,
): readonly string[] {
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(fields, name));
  const bad = Object.entries(fields).flatMap(([name, field]) => fieldFault(name, field, values[name]));
  return [...unknown.map((name) => `${name} is no setting of this app`), ...bad];
}

function fieldFault(name: string, { required, options }: SettingField, value: unknown): readonly string[] {
  const missing = value === undefined || value === null || value === '';
  if (missing) return required ? [`${name} is needed`] : [];
  if (options !== undefined && !options.some((option) => option === value)) return [`${name} is none of its options`];
  return [];
}

/** Settings with the defaults of what was not given. */
export function withDefaults(
  fields: Readonly<Record<string, SettingField>>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(fields).flatMap(([name, field]) =>
    field.default_value === undefined ? [] : [[name, field.default_value] as const],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

/** The settings that a page may read: never a secure one. */
export function openSettings({ folder, iparams }: InstalledApp): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(iparams).filter(([name]) => folder.settings[name]?.secure === false));
}
