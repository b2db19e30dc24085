import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Generator } from './generator.ts';
import { GENERATORS } from './generators.ts';

const TOP = join(import.meta.dirname, '..', '..');

/** `npm run generated` writes every generated file; with `--check` it only says which ones are not up to date, and fails. */
async function main(check: boolean): Promise<void> {
  const outdated: string[] = [];
  for (const generator of GENERATORS) {
    const text = await generator.make();
    if ((await committed(generator)) === text) continue;
    outdated.push(generator.file);
    if (!check) await write(generator, text);
  }
  if (!check) {
    for (const file of outdated) console.log(`written: ${file}`);
    console.log(outdated.length === 0 ? 'Every generated file was up to date.' : `${outdated.length} written.`);
  } else if (outdated.length > 0) {
    for (const file of outdated) console.error(`not up to date: ${file}`);
    console.error(
      'Run "npm run generated" and commit what it writes. These files are made from the code, never by hand.',
    );
    process.exitCode = 1;
  }
}

async function committed({ file }: Generator): Promise<string | null> {
  try {
    return await readFile(join(TOP, file), 'utf8');
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function write({ file }: Generator, text: string): Promise<void> {
  await mkdir(dirname(join(TOP, file)), { recursive: true });
  await writeFile(join(TOP, file), text);
}

await main(process.argv.includes('--check'));
