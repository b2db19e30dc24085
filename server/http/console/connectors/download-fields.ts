import type { Downloads, InstallationSettings } from '../../../../core/ports/installation.ts';
import type { RemoteTool } from '../../../../core/ports/remote-tool.ts';
import type { Texts } from '../../../texts/texts.ts';
import { linesField, textField } from '../field-readers.ts';
import type { FieldError } from '../form-reading.ts';
import type { FieldSpec } from '../form-view.ts';

const FIELDS = [
  ['windows', 'downloadWindows'],
  ['macos', 'downloadMacos'],
  ['linux', 'downloadLinux'],
  ['android', 'downloadAndroid'],
  ['ios', 'downloadIos'],
] as const;

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])$/i;
const link = textField({ most: 500 });

/** The admin's own clients for end users: one link a system, and hosts beside AnyDesk's that they may lie on. */
export const downloadReaders = {
  downloadWindows: link,
  downloadMacos: link,
  downloadLinux: link,
  downloadAndroid: link,
  downloadIos: link,
  downloadHosts: linesField((line) => line.length <= 253 && HOST.test(line), { key: 'console.error.downloadHost' }),
};

type Values = Readonly<Record<(typeof FIELDS)[number][1], string>> & { readonly downloadHosts: readonly string[] };

export type DownloadsReading =
  | { readonly ok: true; readonly settings: Pick<InstallationSettings, 'downloads' | 'downloadHosts'> }
  | { readonly ok: false; readonly name: string; readonly error: FieldError };

export function downloadsFrom(values: Values, { readDownload }: Pick<RemoteTool, 'readDownload'>): DownloadsReading {
  const hosts = values.downloadHosts.map((host) => host.toLowerCase());
  const downloads: Record<string, string> = {};
  for (const [system, name] of FIELDS) {
    if (values[name] === '') continue;
    const href = readDownload(values[name], hosts);
    if (href === null) return { ok: false, name, error: { key: 'console.error.download' } };
    downloads[system] = href;
  }
  return { ok: true, settings: { downloads: downloads satisfies Downloads, downloadHosts: hosts } };
}

export function downloadSpecs(settings: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  const links = FIELDS.map(([system, name], index): FieldSpec => ({
    kind: 'url',
    name,
    label: texts.t('console.connector.download', { system: texts.t(`system.${system}`) }),
    value: settings.downloads?.[system] ?? '',
    ...(index === 0 ? { hint: texts.t('console.connector.downloadHint') } : {}),
  }));
  return [
    ...links,
    {
      kind: 'textarea',
      name: 'downloadHosts',
      label: texts.t('console.connector.downloadHosts'),
      value: (settings.downloadHosts ?? []).join('\n'),
      hint: texts.t('console.connector.downloadHostsHint'),
    },
  ];
}
