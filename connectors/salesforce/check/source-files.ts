import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Parsed, parseXml } from './xml.ts';

/** A file; `xml` is null when it is of another kind. */
export type SourceFile = { readonly text: string; readonly xml: Parsed | null };

/** Every file of the Salesforce project, by its path inside `connectors/salesforce`, with forward slashes. */
export type SourceFiles = ReadonlyMap<string, SourceFile>;

const PATTERNS = ['sfdx-project.json', 'force-app*/**/*-meta.xml', 'samples/**/*-meta.xml'];

/** Reads what is deployed, and the samples, from `connectors/salesforce`. */
export async function readSourceFiles(root: string): Promise<SourceFiles> {
  const files = new Map<string, SourceFile>();
  for await (const path of glob(PATTERNS, { cwd: root })) {
    files.set(path.replaceAll('\\', '/'), sourceFile(path, await readFile(join(root, path), 'utf8')));
  }
  return files;
}

/** The same project with one file changed, added, or (null) taken away. */
export function withFile(files: SourceFiles, path: string, text: string | null): SourceFiles {
  const changed = new Map(files);
  if (text === null) changed.delete(path);
  else changed.set(path, sourceFile(path, text));
  return changed;
}

function sourceFile(path: string, text: string): SourceFile {
  return { text, xml: path.endsWith('.xml') ? parseXml(text) : null };
}
