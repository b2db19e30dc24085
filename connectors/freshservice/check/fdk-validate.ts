import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const APP_DIR = resolve(import.meta.dirname, '../fdk');
const HOW_TO_GET_IT = `There is no command "fdk" on this machine, so nothing was validated.

The FDK comes from Freshworks, not from npm (npm's "fdk" is something else). With Node.js 24:

  npm i -g https://cdn.freshdev.io/fdk/latest.tgz

Then run this again. Nobody has run it for this app yet: please write down what it says, in the form in docs/guides/freshservice.md.
Without the FDK there is "npm run freshservice:check".`;

/** Runs the vendor's own validation where its tool is installed, and says how to get it where it is not. */
function validate(): void {
  const { error, status } = spawnSync('fdk', ['validate'], {
    cwd: APP_DIR,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error !== undefined) {
    process.stderr.write(`${'code' in error && error.code === 'ENOENT' ? HOW_TO_GET_IT : error.message}\n`);
    process.exitCode = 1;
    return;
  }
  process.exitCode = status ?? 1;
}

validate();
