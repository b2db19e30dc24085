import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Project } from './read-project.ts';

const ROOM = fileURLToPath(new URL('..', import.meta.url));
const OWN = ['package.json', 'build/*.ts', 'platform/**/*.{js,html}', 'page/*.js'];

/** Another key for anything that could make another build: the components, our stand-ins, the compiler's version. */
export function buildKey({ apiVersion, lwcFolder }: Project): string {
  const hash = createHash('sha256').update(apiVersion);
  const parts = [
    { folder: ROOM, files: globSync(OWN, { cwd: ROOM }) },
    { folder: lwcFolder, files: globSync('*/*.{js,html,css,xml}', { cwd: lwcFolder }) },
  ];
  for (const { folder, files } of parts) {
    for (const path of files.toSorted()) hash.update(`\0${path}\0`).update(readFileSync(join(folder, path)));
  }
  return hash.digest('hex').slice(0, 16);
}
