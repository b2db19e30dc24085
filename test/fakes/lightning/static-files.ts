import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export type StaticFile = { readonly type: string; readonly bytes: Buffer };

const PAGE = fileURLToPath(new URL('page/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.gif': 'image/gif',
};

/** The frame's own files, and the vendor's styles and icons under the addresses that its components ask for. */
export async function staticFile(path: string): Promise<StaticFile | null> {
  const [, room = '', ...rest] = path.split('/');
  const folder = room === 'page' ? PAGE : room === 'assets' || room === '_slds' ? designSystem() : null;
  const type = TYPES[extname(path)];
  if (folder === null || type === undefined) return null;
  const file = normalize(join(folder, ...rest));
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return null;
  const bytes = await readFile(file).catch(() => null);
  return bytes === null ? null : { type, bytes };
}

function designSystem(): string | null {
  try {
    const own = createRequire(import.meta.url).resolve('@salesforce-ux/design-system/package.json');
    return join(own, '..', 'assets');
  } catch {
    return null;
  }
}
