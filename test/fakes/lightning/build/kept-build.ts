import { spawn } from 'node:child_process';
import { existsSync, globSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildKey } from './build-key.ts';
import { readProject } from './read-project.ts';

/** The compiled components, or a sentence that says why there are none. */
export type KeptBuild =
  | { readonly ok: true; readonly file: string; readonly key: string }
  | { readonly ok: false; readonly why: string };

const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/session-requests/lightning', import.meta.url));
const BUILDER = fileURLToPath(new URL('main.ts', import.meta.url));
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Gives the build that was made before of the same files, else makes one in a process of its own, which takes some seconds. */
export async function keptBuild(appDir: string, onBuilding: () => void = () => undefined): Promise<KeptBuild> {
  const key = buildKey(readProject(appDir));
  const file = join(CACHE, `${key}.js`);
  if (existsSync(file)) return { ok: true, file, key };
  onBuilding();
  forgetOld();
  const said = await run([BUILDER, appDir, file]);
  if (existsSync(file)) return { ok: true, file, key };
  const isMissing = said.includes('ERR_MODULE_NOT_FOUND');
  return {
    ok: false,
    why: isMissing
      ? 'The Salesforce panel is compiled with development packages, and they are not installed: run "npm ci" without "--omit=dev".'
      : `The Salesforce panel could not be compiled: ${said.trim()}`,
  };
}

/** Runs a script to its end; gives what it complained of. */
function run(words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(said));
  });
}

function forgetOld(): void {
  for (const name of globSync('*.js', { cwd: CACHE })) {
    const path = join(CACHE, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
}
