import { unzipSync } from 'fflate';
import { parseMetadata, partsIn, textIn } from './metadata-xml.ts';
import type { MetadataFile } from './read-metadata.ts';

/** One file of a package, with what it is. */
export type PackageFile = MetadataFile & { readonly type: string; readonly fullName: string };

/** Folders of a package and what their files are. */
const FOLDERS: Readonly<Record<string, string>> = {
  objects: 'CustomObject',
  permissionsets: 'PermissionSet',
  customPermissions: 'CustomPermission',
  notificationtypes: 'CustomNotificationType',
  platformEventChannelMembers: 'PlatformEventChannelMember',
  flows: 'Flow',
  lwc: 'LightningComponentBundle',
  quickActions: 'QuickAction',
  tabs: 'CustomTab',
  reportTypes: 'ReportType',
  reports: 'Report',
  dashboards: 'Dashboard',
  translations: 'Translations',
  objectTranslations: 'CustomObjectTranslation',
  labels: 'CustomLabels',
  layouts: 'Layout',
  applications: 'CustomApplication',
  flexipages: 'FlexiPage',
};

export type Package = {
  readonly files: readonly PackageFile[];
  readonly members: ReadonlyMap<string, number>;
  /** Everything in the zip, package.xml too. */
  readonly texts: Readonly<Record<string, string>>;
};

/** The files of a zipped package, in the zip's order. Throws with a sentence when it is no package. */
export function unpack(zip: Buffer): Package {
  const entries = Object.entries(unzipSync(zip)).map(([path, bytes]) => ({
    path: path.replace(/^unpackaged\//, ''),
    text: Buffer.from(bytes).toString('utf8'),
  }));
  const manifest = entries.find((one) => one.path === 'package.xml');
  if (manifest === undefined) throw new Error('No package.xml found');
  const { xml } = parseMetadata(manifest.text, 'package.xml');
  const members = new Map(
    partsIn(xml, 'types').map((one) => {
      const named = one['members'];
      return [textIn(one, 'name') ?? '', Array.isArray(named) ? named.length : 1] as const;
    }),
  );
  const files = entries.flatMap((file): PackageFile[] => {
    const [folder = '', ...rest] = file.path.split('/');
    const type = FOLDERS[folder];
    if (type === undefined || rest.length === 0 || file.path.endsWith('/')) return [];
    const name =
      type === 'LightningComponentBundle' ? (rest[0] ?? '') : rest.join('/').replace(/\.[\w-]+(-meta\.xml)?$/, '');
    return [{ ...file, type, fullName: name }];
  });
  const unknown = entries.find(
    (one) => one.path.includes('/') && !one.path.endsWith('/') && FOLDERS[one.path.split('/')[0] ?? ''] === undefined,
  );
  if (unknown !== undefined) throw new Error(`This org knows no metadata in the folder of ${unknown.path}`);
  return { files, members, texts: Object.fromEntries(entries.map(({ path, text }) => [path, text])) };
}
