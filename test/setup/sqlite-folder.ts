import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for a SQLite file, and how to remove it. */
export function sqliteFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'session-requests-sqlite-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
