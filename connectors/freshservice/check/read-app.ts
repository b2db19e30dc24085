import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppFiles } from './app-files.ts';

const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'coverage', 'dist', 'log']);

/** The folder cannot be read as an app. The message is for people. */
export class AppUnreadable extends Error {
  readonly code = 'app-unreadable';
}

/** Reads an app's folder, apart from what the tools leave there. */
export async function readApp(dir: string): Promise<AppFiles> {
  const files = new Map<string, Uint8Array>();
  await readInto(files, dir, '');
  if (!files.has('manifest.json')) {
    throw new AppUnreadable(`There is no manifest.json in ${dir}. Name the app's folder with --dir.`);
  }
  return files;
}

async function readInto(files: Map<string, Uint8Array>, dir: string, inside: string): Promise<void> {
  for (const entry of await entriesOf(join(dir, inside))) {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (inside === '' && LEFT_OUT.has(entry.name)) continue;
    if (entry.isDirectory()) await readInto(files, dir, path);
    else if (entry.isFile()) files.set(path, await readFile(join(dir, path)));
    else throw new AppUnreadable(`${path} is a link or a device. An app is made of real files: put a copy there.`);
  }
}

async function entriesOf(dir: string) {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!Error.isError(error) || !('code' in error)) throw error;
    throw new AppUnreadable(`The folder ${dir} cannot be read (${String(error.code)}).`, { cause: error });
  }
}
