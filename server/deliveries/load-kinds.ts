import { readdir } from 'node:fs/promises';
import type { DeliveryKind } from './delivery-kind.ts';

const FOLDER = new URL('./kinds/', import.meta.url);
const FILE = /^[a-z][a-z0-9-]*\.ts$/;

/** Thrown at start when a file in `kinds/` is not a kind. */
export class KindFault extends Error {
  readonly code = 'delivery-kind-unusable';
}

/** Every kind of delivery: each file of the folder exports one as `kind`. A new kind is a new file and nothing else. */
export async function loadKinds(folder: URL = FOLDER): Promise<ReadonlyMap<string, DeliveryKind>> {
  const kinds = new Map<string, DeliveryKind>();
  const files = (await readdir(folder)).filter((file) => FILE.test(file) && !file.includes('.test.'));
  for (const file of files.toSorted()) {
    const { kind } = (await import(new URL(file, folder).href)) as { readonly kind?: DeliveryKind };
    if (kind === undefined || `${kind.name}.ts` !== file) {
      throw new KindFault(`${file} must export a kind of delivery that is named like the file`);
    }
    kinds.set(kind.name, kind);
  }
  return kinds;
}
