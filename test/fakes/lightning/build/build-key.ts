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
  const own = globSync(OWN, { cwd: ROOM }).map((path) => join(ROOM, path));
  const theirs = globSync('*/*.{js,html,css,xml}', { cwd: lwcFolder }).map((path) => join(lwcFolder, path));
  for (const path of [...own, ...theirs].toSorted()) hash.update(`\0${path}\0`).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}
