import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compileApp } from './compile-app.ts';
import { readBundles } from './read-bundles.ts';
import { readProject } from './read-project.ts';

// node build/main.ts <folder of the Salesforce project> <file to write>
const LOOK_MS = 250;
/** A builder that was killed leaves its lock; none takes so long. */
const STALE_MS = 120_000;

const [appDir = '', file = ''] = process.argv.slice(2);
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
mkdirSync(dirname(file), { recursive: true });
const lock = `${file}.lock`;
try {
  while (!existsSync(file)) {
    if (takeLock()) await build();
    else await wait(LOOK_MS);
  }
} catch (error) {
  // Whoever waits for the build is told what it lacks, not where the compiler was.
  console.error(Error.isError(error) ? error.message : error);
  process.exitCode = 1;
}

function takeLock(): boolean {
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > STALE_MS) rmSync(lock, { force: true });
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function build(): Promise<void> {
  try {
    const { lwcFolder, apiVersion } = readProject(appDir);
    const code = await compileApp(readBundles(lwcFolder), Number.parseInt(apiVersion, 10));
    const half = `${file}.${String(process.pid)}`;
    writeFileSync(half, code);
    renameSync(half, file);
  } finally {
    rmSync(lock, { force: true });
  }
}
