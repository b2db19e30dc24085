/** The files of an app: path inside its folder, with forward slashes, and the bytes. */
export type AppFiles = ReadonlyMap<string, Uint8Array>;

const DECODER = new TextDecoder();
const ENCODER = new TextEncoder();

/** The text of a file; null when there is no such file. */
export function textOf(files: AppFiles, path: string): string | null {
  const bytes = files.get(path);
  return bytes === undefined ? null : asText(bytes);
}

/** A file's bytes as text. */
export function asText(bytes: Uint8Array): string {
  return DECODER.decode(bytes);
}

/** An app made of texts. */
export function appFiles(texts: Readonly<Record<string, string>>): AppFiles {
  return new Map(Object.entries(texts).map(([path, text]) => [path, ENCODER.encode(text)]));
}

/** Paths below a folder, in order. */
export function pathsBelow(files: AppFiles, folder: string, ending = ''): readonly string[] {
  return [...files.keys()].filter((path) => path.startsWith(`${folder}/`) && path.endsWith(ending)).toSorted();
}

/** Which line (from 1) a position in a text is on. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
