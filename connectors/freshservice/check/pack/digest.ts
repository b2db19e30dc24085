import { createHash } from 'node:crypto';
import { type AppFiles, pathsBelow } from '../app-files.ts';

/**
 * The content of `digest.md5`: MD5 over the files of app/, one after the other, then manifest.json. That is what FDK 6.9 did; the order
 * of the files, and whether today's platform still reads the digest, are not documented.
 */
export function digestOf(files: AppFiles): string {
  const hash = createHash('md5');
  for (const path of [...pathsBelow(files, 'app'), 'manifest.json']) hash.update(files.get(path) ?? '');
  return hash.digest('hex');
}
