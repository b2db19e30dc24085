import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AppFiles } from '../../connectors/freshservice/check/app-files.ts';

/** Writes an app's files into a folder. */
export function writeApp(dir: string, files: AppFiles): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), bytes);
  }
}
