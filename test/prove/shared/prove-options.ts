import { parseArgs } from 'node:util';
import type { ProofOptions } from './proof.ts';

export type ProveWords = {
  readonly names: readonly string[];
  readonly json: boolean;
  /** Null: as each proof says. */
  readonly scale: number | null;
  readonly seed: number;
  readonly store: ProofOptions['store'];
};

const STORES = ['sqlite', 'postgres', 'both'] as const;

/** Names of proofs first, then options. Throws when a word is not understood. */
export function readProveWords(words: readonly string[]): ProveWords {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, scale: text, seed: text, store: text },
  });
  const store = STORES.find((one) => one === (values.store ?? 'both'));
  if (store === undefined) throw new Error(`--store must be one of ${STORES.join(', ')}.`);
  return {
    names: positionals,
    json: values.json === true,
    scale: values.scale === undefined ? null : wholeNumber('scale', values.scale),
    seed: wholeNumber('seed', values.seed ?? '1'),
    store,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} must be a whole number above 0.`);
  return Number(text);
}
