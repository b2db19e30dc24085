import { pathsBelow, textOf } from '../app-files.ts';
import type { Rule } from '../rule.ts';

const CONFIG_FILES: ReadonlySet<string> = new Set([
  'config/iparams.json',
  'config/iparams.html',
  'config/requests.json',
  'config/oauth_config.json',
  'config/entities.json',
  'config/app_settings.json',
]);

export const configFiles: Rule = {
  name: 'config-files',
  promise: 'config/ holds only what the platform reads',
  find: ({ files }) =>
    pathsBelow(files, 'config')
      .filter((path) => !CONFIG_FILES.has(path) && !path.startsWith('config/assets/'))
      .map((file) => ({ file, message: 'The platform refuses other files in config/. Move it out.' })),
};

export const oneSettingsPage: Rule = {
  name: 'one-settings-page',
  promise: 'settings are iparams.json or iparams.html, not both',
  find: ({ files }) =>
    files.has('config/iparams.json') && files.has('config/iparams.html')
      ? [{ file: 'config/iparams.html', message: 'There is iparams.json too. Keep one of them.' }]
      : [],
};

export const readmePresent: Rule = {
  name: 'readme-present',
  promise: 'there is a README.md with something in it',
  find: ({ files }) =>
    (textOf(files, 'README.md') ?? '').trim() === ''
      ? [
          {
            file: 'README.md',
            message: 'Write a README.md: it goes into the package and tells admins how to install the app.',
          },
        ]
      : [],
};

export const noToolState: Rule = {
  name: 'no-tool-state',
  promise: 'the FDK’s own memory (.fdk/, with what was typed in) is kept out',
  find: ({ files }) => {
    if (pathsBelow(files, '.fdk').length === 0) return [];
    if (/^\.fdk\/?$/m.test(textOf(files, '.gitignore') ?? '')) return [];
    return [
      {
        file: '.fdk/',
        message: 'This holds settings that were typed in, secrets too. Delete it and name .fdk/ in .gitignore.',
      },
    ];
  },
};

const KINDS: readonly (readonly [string, RegExp, string])[] = [
  ['app', /\.(html|css|js|svg|png|jpg|gif|webp|woff2)$/, 'pages, styles, scripts and pictures'],
  ['server', /\.js$|^server\/test_data\/.+\.json$/, '.js files, and .json in test_data/'],
  ['config/assets', /\.(js|css|svg|png)$/, 'scripts, styles and pictures'],
];
const DEVELOPMENT =
  /\.(test|spec|int|e2e|unit)\.js$|\.d\.ts$|\.map$|(^|\/)(__tests__|__mocks__|tests?)\/|(^|\/)\.[^/]+$/;

export const packedKinds: Rule = {
  name: 'packed-kinds',
  promise: 'only what agents and Freshworks need is packed: no tests, types, maps or hidden files',
  find: ({ files }) =>
    KINDS.flatMap(([folder, fits, wanted]) =>
      pathsBelow(files, folder)
        .filter((path) => !fits.test(path) || DEVELOPMENT.test(path))
        .map((file) => ({ file, message: `This would be packed. ${folder}/ takes ${wanted} only: move it out.` })),
    ),
};

export const fileNames: Rule = {
  name: 'file-names',
  promise: 'files are named so that every system can unpack them',
  find: ({ files }) => {
    const packed = ['app', 'server', 'config'].flatMap((folder) => pathsBelow(files, folder));
    const seen = new Set<string>();
    return packed.flatMap((file) => {
      const isTwice = seen.has(file.toLowerCase());
      seen.add(file.toLowerCase());
      if (isTwice) return [{ file, message: 'Another file has the same name but for capital letters. Rename one.' }];
      return /^[\w./-]+$/.test(file) ? [] : [{ file, message: 'Use letters, digits, dots, - and _ in file names.' }];
    });
  },
};

export const noSourceMaps: Rule = {
  name: 'no-source-maps',
  promise: 'no file points to a source map',
  find: ({ files }) =>
    ['.js', '.css']
      .flatMap((ending) => ['app', 'server', 'config'].flatMap((folder) => pathsBelow(files, folder, ending)))
      .filter((file) => /[#@]\s*sourceMappingURL=/.test(textOf(files, file) ?? ''))
      .map((file) => ({ file, message: 'Take out the line with sourceMappingURL; the map is not packed.' })),
};
