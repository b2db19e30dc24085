import { type AppFiles, pathsBelow } from '../app-files.ts';

const AT_THE_TOP = ['manifest.json', 'actions.json', '.report.json', 'README.md'];

/** The files that go into the package, in order, without the digest. */
export function packedPaths(files: AppFiles): readonly string[] {
  return [
    ...pathsBelow(files, 'app'),
    ...pathsBelow(files, 'config'),
    ...pathsBelow(files, 'server', '.js').filter((path) => !path.startsWith('server/test_data/')),
    ...AT_THE_TOP.filter((path) => files.has(path)),
  ].toSorted();
}
