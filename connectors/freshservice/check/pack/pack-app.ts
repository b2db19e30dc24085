import { strToU8, zipSync } from 'fflate';
import type { AppFiles } from '../app-files.ts';
import { digestOf } from './digest.ts';
import { packedPaths } from './packed-paths.ts';

/** Zip times know no zone: this is midnight of 1 January 1980 wherever the package is made. */
const FIXED_TIME = new Date(1980, 0, 1);
const LEVEL = 9;

/** The app as one zip, manifest.json at its top. The same files give the same bytes, on every machine. */
export function packApp(files: AppFiles): Uint8Array {
  const parts: Record<string, Uint8Array> = {};
  for (const path of packedPaths(files)) parts[path] = files.get(path) ?? new Uint8Array();
  parts['digest.md5'] = strToU8(digestOf(files));
  return zipSync(parts, { mtime: FIXED_TIME, level: LEVEL });
}
