import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const recordSchema = z.union([
  z.object({ dir: z.string() }).transform(({ dir }) => ({ dir, name: null, path: null })),
  z.object({ name: z.string(), path: z.string() }).transform((one) => ({ dir: null, ...one })),
]);
const packageSchema = z.object({ lwc: z.object({ modules: z.array(recordSchema) }) });

type ModuleRecord = { readonly dir: string } | { readonly name: string; readonly path: string };

/** The modules of the vendor's base components, wherever the project lies that is compiled: it need not have them itself. */
export function baseComponents(): readonly ModuleRecord[] {
  const file = createRequire(import.meta.url).resolve('lightning-base-components/package.json');
  const folder = dirname(file);
  const { lwc } = packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return lwc.modules.map(({ dir, name, path }) =>
    dir === null ? { name, path: join(folder, path) } : { dir: join(folder, dir) },
  );
}
