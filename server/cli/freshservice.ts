import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Outcome } from '../../connectors/freshservice/check/command.ts';

const APP_DIR = 'connectors/freshservice/fdk';
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGE = 'dist/session-requests-freshservice.zip';
const USAGE = `Usage: session-requests freshservice <check|pack>

  check [--dir <folder>]                 says what is wrong with the app, as far as it can be known without the FDK
  pack  [--dir <folder>] [--out <file>]  checks the app and makes the zip that is uploaded to Freshworks

The app is in ${APP_DIR} unless you name another folder. The zip is ${PACKAGE} in it unless you name a file.`;

type Task = { readonly name: 'check' | 'pack'; readonly dir: string; readonly out: string };

/** Checks and packs the Freshservice app. Exit codes: 0 sound, 1 findings, 2 wrong words. */
export async function freshservice(words: readonly string[]): Promise<void> {
  const task = taskIn(words);
  if (typeof task === 'string') {
    console.error(`${task}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const { isWell, lines } = await carriedOut(task);
  const print = isWell ? console.log : console.error;
  print(lines.join('\n'));
  if (!isWell) process.exitCode = 1;
}

/** What the words ask for; a sentence when they ask for nothing that exists. */
function taskIn(words: readonly string[]): Task | string {
  const [name, ...rest] = words;
  if (name !== 'check' && name !== 'pack') {
    return name === undefined ? 'Say what to do with the app.' : `There is no command "freshservice ${name}".`;
  }
  try {
    const { values } = parseArgs({ args: rest, options: { dir: { type: 'string' }, out: { type: 'string' } } });
    if (name === 'check' && values.out !== undefined) return '--out belongs to pack.';
    // Our own app is found from everywhere, and named as one sees it from there.
    const dir = values.dir ?? (relative('', join(PROJECT, APP_DIR)) || '.');
    return { name, dir, out: values.out ?? resolve(dir, PACKAGE) };
  } catch (error) {
    return Error.isError(error) ? error.message : String(error);
  }
}

async function carriedOut({ name, dir, out }: Task): Promise<Outcome> {
  const { checkCommand, packCommand } = await tools();
  return name === 'check' ? checkCommand(dir) : packCommand(dir, out);
}

/** The checks need ESLint, which servers that only run do not have. */
async function tools() {
  try {
    return await import('../../connectors/freshservice/check/command.ts');
  } catch (error) {
    if (!Error.isError(error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const message = 'The checks need the development packages. Run "npm ci" without leaving any out, and try again.';
    throw Object.assign(new Error(message, { cause: error }), { code: 'tools-missing' });
  }
}
