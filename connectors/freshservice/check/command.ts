import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkApp } from './check-app.ts';
import type { Finding } from './finding.ts';
import { LINT_RULES } from './lint/lint-app.ts';
import { packApp } from './pack/pack-app.ts';
import { packedPaths } from './pack/packed-paths.ts';
import { readApp } from './read-app.ts';
import { RULES } from './rules.ts';

/** What a command did: the lines to print, and whether all is well. */
export type Outcome = { readonly isWell: boolean; readonly lines: readonly string[] };

/** Checks the app in a folder. */
export async function checkCommand(dir: string): Promise<Outcome> {
  const files = await readApp(dir);
  const findings = checkApp(files);
  const tried = `${RULES.length} rules and ${LINT_RULES.length} lint rules`;
  if (findings.length > 0)
    return { isWell: false, lines: [...told(findings), `${counted(findings)} in ${dir} (${tried}).`] };
  return { isWell: true, lines: [`The app in ${dir} is sound as far as it can be known without the FDK (${tried}).`] };
}

/** Checks the app, and packs it when it is sound. */
export async function packCommand(dir: string, out: string): Promise<Outcome> {
  const files = await readApp(dir);
  const findings = checkApp(files);
  if (findings.length > 0) {
    return { isWell: false, lines: [...told(findings), `Nothing was packed: ${counted(findings)} in ${dir}.`] };
  }
  const bytes = packApp(files);
  const fault = await written(out, bytes);
  if (fault !== null) return { isWell: false, lines: [fault] };
  return {
    isWell: true,
    lines: [
      `Packed ${packedPaths(files).length} files into ${out} (${(bytes.length / 1000).toFixed(1)} KB).`,
      `SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`,
      'No FDK made this package; docs/guides/freshservice.md says what that means.',
    ],
  };
}

/** A sentence when the file cannot be written. */
async function written(out: string, bytes: Uint8Array): Promise<string | null> {
  try {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, bytes);
    return null;
  } catch (error) {
    if (!Error.isError(error) || !('code' in error)) throw error;
    const isFolder = error.code === 'EISDIR';
    const what = isFolder
      ? 'is a folder. Name a file in it'
      : `cannot be written (${String(error.code)}). Name another file`;
    return `${out} ${what}, such as --out ${isFolder ? join(out, 'app.zip') : 'app.zip'}.`;
  }
}

function counted({ length }: readonly Finding[]): string {
  return length === 1 ? '1 finding' : `${length} findings`;
}

/** Findings file by file, in the order of their lines. */
function told(findings: readonly Finding[]): readonly string[] {
  const files = [...new Set(findings.map(({ file }) => file))].toSorted();
  return files.flatMap((file) => [
    file,
    ...findings
      .filter((finding) => finding.file === file)
      .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
      .map(({ line, message, rule }) => `  ${line === undefined ? '' : `line ${line}: `}${message} [${rule}]`),
    '',
  ]);
}
