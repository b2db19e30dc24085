import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { MetadataFile } from './read-metadata.ts';

/** The metadata files below a package directory; scripts of components are not among them. */
export function readSourceFolder(folder: string): readonly MetadataFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('-meta.xml') && !path.includes(`${sep}lwc${sep}`) && !path.startsWith(`lwc${sep}`))
    .toSorted()
    .map((path) => ({
      path: path.split(sep).join('/'),
      text: readFileSync(join(folder, path), 'utf8'),
    }));
}
