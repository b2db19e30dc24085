import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Text of every file of the Salesforce project, by its path inside `connectors/salesforce`, with forward slashes. */
export type SourceFiles = ReadonlyMap<string, string>;

const PATTERNS = ['sfdx-project.json', 'force-app*/**/*-meta.xml', 'samples/**/*-meta.xml'];

/** Reads what is deployed, and the samples, from `connectors/salesforce`. */
export async function readSourceFiles(root: string): Promise<SourceFiles> {
  const files = new Map<string, string>();
  for await (const path of glob(PATTERNS, { cwd: root })) {
    files.set(path.replaceAll('\\', '/'), await readFile(join(root, path), 'utf8'));
  }
  return files;
}

/** The same project with one file changed, added, or (null) taken away. */
export function withFile(files: SourceFiles, path: string, text: string | null): SourceFiles {
  const changed = new Map(files);
  if (text === null) changed.delete(path);
  else changed.set(path, text);
  return changed;
}
