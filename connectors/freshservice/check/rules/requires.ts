import type { Rule } from '../rule.ts';

export const relativeRequires: Rule = {
  name: 'relative-requires',
  promise: 'server scripts require files that are there',
  find: ({ server, files }) =>
    server.flatMap(({ path, requires }) =>
      requires
        .filter(({ name }) => name.startsWith('.') && !isThere(files, path, name))
        .map(({ name, line }) => ({
          file: path,
          line,
          message: `require("${name}"): there is no such file below server/.`,
        })),
    ),
};

function isThere(files: ReadonlyMap<string, unknown>, from: string, name: string): boolean {
  const path = new URL(name, `app:///${from}`).pathname.slice(1);
  return path.startsWith('server/') && (files.has(path) || files.has(`${path}.js`));
}
