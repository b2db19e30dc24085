import { MANIFEST } from '../app.ts';
import { entriesAt, jsonAt } from '../json-at.ts';
import type { Rule } from '../rule.ts';

const EXACT = /^\d+\.\d+\.\d+$/;
const NEEDED_MAJOR = { node: '24', fdk: '10' } as const;

export const engines: Rule = {
  name: 'engines',
  promise: 'the versions of Node.js and of the FDK are exact and current',
  find: ({ manifest }) =>
    Object.entries(NEEDED_MAJOR).flatMap(([tool, major]) => {
      const version = jsonAt(manifest, 'engines', tool);
      if (typeof version !== 'string' || (EXACT.test(version) && version.startsWith(`${major}.`))) return [];
      return [
        { file: MANIFEST, message: `engines › ${tool} is "${version}". Write one exact version of ${tool} ${major}.` },
      ];
    }),
};

export const exactDependencies: Rule = {
  name: 'exact-dependencies',
  promise: 'every dependency has one exact version',
  find: ({ manifest }) =>
    entriesAt(manifest, 'dependencies').flatMap(([name, version]) =>
      typeof version !== 'string' || EXACT.test(version)
        ? []
        : [
            {
              file: MANIFEST,
              message: `dependencies › ${name} is "${version}". Write the exact version, such as 1.2.3.`,
            },
          ],
    ),
};

export const usedDependencies: Rule = {
  name: 'used-dependencies',
  promise: 'every dependency is used by a server script',
  find: ({ manifest, server }) => {
    const used = new Set(server.flatMap(({ requires }) => requires.map(({ name }) => name)));
    return entriesAt(manifest, 'dependencies')
      .filter(([name]) => !used.has(name))
      .map(([name]) => ({
        file: MANIFEST,
        message: `dependencies › ${name}: no server script requires it. Take it out.`,
      }));
  },
};
