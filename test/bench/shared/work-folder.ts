import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../support/project-root.ts';

const TMPFS = 0x0102_1994;
const RAMFS = 0x8584_58f6;

/** A folder on a real disk, gone when the process ends. */
export type WorkFolder = { path(name: string): string };

/** Durable writes measured in memory would say nothing, so such folders are refused. `dir` null: beside the project. */
export function workFolder(dir: string | null): WorkFolder {
  const parent = dir ?? dirname(PROJECT_ROOT.replace(/\/$/, ''));
  const kind = statfsSync(parent).type;
  if (kind === TMPFS || kind === RAMFS) {
    throw new Error(`${parent} lies in memory, not on a disk. Choose another folder with --dir.`);
  }
  const folder = mkdtempSync(join(parent, '.session-requests-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    path: (name) => {
      const path = join(folder, name);
      mkdirSync(path, { recursive: true, mode: 0o700 });
      return path;
    },
  };
}
